package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.text.AsciiCase;

/**
 * Where a user goes back to after a sign-in: a path of the same site, or an address on a host that is allowed. It comes from
 * outside. What could mean something else to a browser, to a proxy or to a server that decodes once more is not taken.
 */
public final class ReturnTarget {
    private static final int MAX_LENGTH = 8 * 1024;
    /**
     * As the value of a parameter, in characters. The headers of a redirect to it, and of the request that follows, have to fit
     * into the 8 KiB that a server takes.
     */
    private static final int MAX_ENCODED = 5 * 1024;

    private static final Pattern ABSOLUTE = Pattern.compile(
            "([Hh][Tt][Tt][Pp][Ss]?)://(" + ReturnHosts.HOST + ")(?::(" + ReturnHosts.PORT + "))?+(?=[/?#]|\\z)");

    /** A dot segment of RFC 3986 §3.3, encoded or not; servers take off what follows a semicolon. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2[Ee]){1,2}+(?=[/;]|\\z)");

    /** Encoded control characters and backslashes, and a slash that would become the second one at the start. */
    private static final Pattern ENCODED_TRICK = Pattern.compile("\\A/%2[Ff]|%(?:[01][0-9A-Fa-f]|7[Ff]|5[Cc])");

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final String PATH_SIGNS = "/:@!$&'()*+,;=%";

    private static final String QUERY_SIGNS = PATH_SIGNS + "?";

    private final String location;

    private ReturnTarget(String location) {
        this.location = location;
    }

    /**
     * Reads a parameter.
     *
     * @param value decoded once, as the container hands it out
     * @param hosts that of the request, and others that are allowed
     * @return empty if it leads anywhere else; the root of the application is a safe place then
     */
    public static Optional<ReturnTarget> parse(String value, ReturnHosts hosts) {
        if (value.length() > MAX_LENGTH
                || value.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH
                || value.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')
                || hasLoneSurrogate(value)) {
            return Optional.empty();
        }
        Optional<String> location = value.startsWith("/") ? local(value) : absolute(value, hosts);
        return location.map(ReturnTarget::new).filter(target -> target.encoded().length() <= MAX_ENCODED);
    }

    /** For a {@code Location} header or a link: US-ASCII, percent-encoded. */
    public String location() {
        return location;
    }

    /** As the value of a parameter in another address. */
    public String encoded() {
        return PercentEncoding.all(location);
    }

    @Override
    public String toString() {
        return location;
    }

    private static Optional<String> absolute(String value, ReturnHosts hosts) {
        Matcher start = ABSOLUTE.matcher(value);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        String scheme = AsciiCase.fold(start.group(1));
        int port = start.group(3) == null ? -1 : Integer.parseInt(start.group(3));
        boolean isDefault = port == (scheme.equals("https") ? 443 : 80);
        if (!hosts.contains(start.group(2), isDefault ? -1 : port)) {
            return Optional.empty();
        }
        String authority = AsciiCase.fold(start.group(2)) + (port < 0 || isDefault ? "" : ":" + port);
        String rest = value.substring(start.end());
        return local(rest.startsWith("/") ? rest : "/" + rest).map(local -> scheme + "://" + authority + local);
    }

    /** Path, query and fragment, encoded where they are not. */
    private static Optional<String> local(String value) {
        int fragment = indexOrEnd(value, '#');
        int query = indexOrEnd(value.substring(0, fragment), '?');
        String path = value.substring(0, query);
        if (path.startsWith("//")
                || DOT_SEGMENT.matcher(path).find()
                || ENCODED_TRICK.matcher(path).find()) {
            return Optional.empty();
        }
        return Optional.of(encode(path, PATH_SIGNS)
                + part('?', value.substring(query, fragment))
                + part('#', value.substring(fragment)));
    }

    /** @param part with the sign that it starts with, or nothing */
    private static String part(char start, String part) {
        return part.isEmpty() ? "" : start + encode(part.substring(1), QUERY_SIGNS);
    }

    private static String encode(String part, String signs) {
        return PercentEncoding.encode(STRAY_PERCENT.matcher(part).replaceAll("%25"), signs);
    }

    private static int indexOrEnd(String text, char sign) {
        int index = text.indexOf(sign);
        return index < 0 ? text.length() : index;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
