package org.gatehouse.lab.client;

import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gatehouse.lab.Lab;

/**
 * What became of the requests that came to the portal's valve without a session, from when this was made: by it one sees
 * how often a client asks. The valve's logger tells everything until this is closed.
 */
public final class Dialogue implements AutoCloseable {
    /** A request without a token, which was asked for one. */
    public static final String ASKED = "asked";
    /** A request with a token that was accepted; a refused one shows its code, such as {@code GH-K031}. */
    public static final String SIGNED_ON = "signed on";

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

    private static Optional<String> word(String message) {
        if (message.startsWith("No Negotiate token")) {
            return Optional.of(ASKED);
        }
        if (message.startsWith("GH-")) {
            return Optional.of(message.substring(0, "GH-K031".length()));
        }
        return message.contains(" signed on from ") ? Optional.of(SIGNED_ON) : Optional.empty();
    }

    @Override
    public void close() {
        logger.setLevel(before.orElse(null)); // null is the parent's level again
    }
}
