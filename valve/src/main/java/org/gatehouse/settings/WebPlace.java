package org.gatehouse.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.fallback.FallbackUrl;
import org.gatehouse.fallback.HelpDesk;
import org.gatehouse.text.AsciiCase;

/**
 * Paths, URLs and hosts of attributes. They end up in headers and pages, so each has one reading only: what a browser takes for
 * something else than Java does is refused.
 */
final class WebPlace {
    static final int MAX_WORDS = 300;

    private static final int MAX_URL = 2000;
    /** Segments of unreserved characters (RFC 3986 §2.3), without an escape and none of dots alone. */
    private static final Pattern OWN_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,64}){1,8}");
    /** RFC 3986 §2 and §3.3, after the first sign of a path. */
    private static final String REST = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*";
    /** Of one leading slash: a browser takes two for a host. */
    private static final Pattern PATH = Pattern.compile("/(?!/)" + REST);
    /** RFC 6265 §4.1.1, without what an attribute of the cookie could hide in. */
    private static final Pattern COOKIE_PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+=:@%/-]{0,200}");

    private static final String NAME_OR_ADDRESS =
            "([A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})){0,20}|\\[[0-9A-Fa-f:.]{2,45}])"
                    + "(:[1-9][0-9]{0,4})?";
    private static final Pattern HOST = Pattern.compile(NAME_OR_ADDRESS);
    /** Without a user name, which could look like the host. */
    private static final Pattern WEB = Pattern.compile("(?i:https?)://" + NAME_OR_ADDRESS + "(?:[/?]" + REST + ")?");

    private static final int MAX_PORT = 65_535;

    private WebPlace() {}

    /** A path below the application's own. */
    static Optional<String> ownPath(String text) {
        return Optional.of(text).filter(path -> OWN_PATH.matcher(path).matches());
    }

    /** Whether a path is another one, or below it. */
    static boolean isWithin(String path, String other) {
        return path.equals(other) || path.startsWith(other + "/");
    }

    static Optional<String> cookiePath(String text) {
        return Optional.of(text).filter(path -> COOKIE_PATH.matcher(path).matches());
    }

    /** A text for people, on one line. */
    static Optional<String> words(String text) {
        boolean isPlain = text.codePoints().noneMatch(Character::isISOControl);
        return Optional.of(text.strip()).filter(words -> isPlain && words.length() <= MAX_WORDS);
    }

    /** A path of this server or a URL of the web, to which a parameter can be added. */
    static Optional<String> location(String text) {
        return Optional.of(text)
                .filter(location -> location.length() <= MAX_URL && FallbackUrl.isLegal(location))
                .filter(location -> PATH.matcher(location).matches() || isWeb(location));
    }

    /** Where users find help. */
    static Optional<String> help(String text) {
        boolean isWeb = AsciiCase.fold(text).startsWith("http");
        return Optional.of(text)
                .filter(help -> help.length() <= MAX_URL && HelpDesk.isLegal(help) && (!isWeb || isWeb(help)));
    }

    private static boolean isWeb(String text) {
        return WEB.matcher(text).matches();
    }

    /** A host, with its port where one is written, in lower case. */
    static Optional<String> host(String text) {
        if (!HOST.matcher(text).matches()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']') && colon > 0;
        return hasPort && Integer.parseInt(text.substring(colon + 1)) > MAX_PORT
                ? Optional.empty()
                : Optional.of(text.toLowerCase(Locale.ROOT));
    }
}
