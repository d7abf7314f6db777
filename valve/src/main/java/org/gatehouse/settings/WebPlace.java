package org.gatehouse.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Paths, URLs and hosts of attributes. They end up in headers and pages, so each has one reading only: what a browser takes for
 * something else than Java does is refused.
 */
final class WebPlace {
    static final int MAX_WORDS = 300;

    private static final int MAX_URL = 2000;
    /** Segments of unreserved characters (RFC 3986 §2.3), without an escape and none of dots alone. */
    private static final Pattern OWN_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,64}){1,8}");
    /** Of one leading slash: a browser takes two for a host. */
    private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*");
    /** RFC 6265 §4.1.1, without what an attribute of the cookie could hide in. */
    private static final Pattern COOKIE_PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+=:@%/-]{0,200}");

    private static final Pattern HOST = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})){0,20}|\\[[0-9A-Fa-f:.]{2,45}])"
                    + "(:[1-9][0-9]{0,4})?");

    private static final Set<String> WEB = Set.of("http", "https");
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
        if (text.length() > MAX_URL || text.indexOf('#') >= 0) {
            return Optional.empty();
        }
        return text.startsWith("/")
                ? uri(text).filter(uri -> PATH.matcher(text).matches()).map(URI::toASCIIString)
                : web(text).map(URI::toASCIIString);
    }

    static Optional<String> help(String text) {
        if (text.length() > MAX_URL) {
            return Optional.empty();
        }
        boolean isMail = uri(text)
                .filter(uri -> "mailto".equalsIgnoreCase(uri.getScheme())
                        && uri.getSchemeSpecificPart().contains("@"))
                .isPresent();
        return isMail ? uri(text).map(URI::toASCIIString) : web(text).map(URI::toASCIIString);
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

    private static Optional<URI> web(String text) {
        return uri(text)
                .filter(uri ->
                        uri.getScheme() != null && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT)))
                .filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
