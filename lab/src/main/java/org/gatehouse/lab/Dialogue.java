package org.gatehouse.lab;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of the requests that came to the portal's valve without a session, from when this was made: by it one sees
 * how often a client asks. The valve's logger tells everything until this is closed.
 */
public final class Dialogue implements AutoCloseable {
    /** A request without a token, which was asked for one. */
    public static final String ASKED = "asked";
    /** A request with a token that was accepted; a refused one shows its code, such as {@code GH-K031}. */
    public static final String SIGNED_IN = "signed in";

    /** A request with a token that is not enough: the client was asked for the next one. */
    public static final String CONTINUED = "continued";

    private static final Pattern REFUSED = Pattern.compile(" was refused with (GH-[A-Z][0-9]{3})\\b");

    private final Logger logger = Logger.getLogger("org.gatehouse.valve.SsoAuthenticator");
    private final Optional<Level> before = Optional.ofNullable(logger.getLevel());
    private final Lab lab;
    private final int begin;

    private Dialogue(Lab lab) {
        this.lab = lab;
        this.begin = lab.log().messages(Level.ALL).size();
        logger.setLevel(Level.FINE);
    }

    /** Listens from now on; the lab is not reset meanwhile. */
    public static Dialogue with(Lab lab) {
        return new Dialogue(lab);
    }

    /** What was heard so far, one word for each request. */
    public List<String> soFar() {
        List<String> messages = lab.log().messages(Level.ALL);
        return messages.subList(begin, messages.size()).stream()
                .map(Dialogue::word)
                .flatMap(Optional::stream)
                .toList();
    }

    /** At debug there is one line for each request; what else is logged is another matter. */
    private static Optional<String> word(String message) {
        Matcher refused = REFUSED.matcher(message);
        if (refused.find()) {
            return Optional.of(refused.group(1));
        }
        if (message.contains(" was asked to sign in; ")) {
            return Optional.of(ASKED);
        }
        if (message.contains(" was asked for the next token; ")) {
            return Optional.of(CONTINUED);
        }
        return message.contains(" signed in as \"") ? Optional.of(SIGNED_IN) : Optional.empty();
    }

    @Override
    public void close() {
        logger.setLevel(before.orElse(null)); // null is the parent's level again
    }
}
