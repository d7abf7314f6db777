package org.gatehouse.cli.spn;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.names.HostName;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * An address as users open it, as far as it matters for tickets.
 *
 * @param scheme {@code http} or {@code https}
 * @param host of any content
 * @param port if it is written, and not the scheme's own
 */
public record Address(String scheme, HostName host, OptionalInt port) {
    private static final Pattern URL = Pattern.compile(
            "(https?)://(\\[[^\\]]*\\]|[^/?#:@]*)(?::(\\d{1,5}))?(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);

    public static Address parse(String url) throws UsageException {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new UsageException(
                    "\"" + Printable.of(url) + "\" is not an address such as https://portal.example.com/.");
        }
        String scheme = AsciiCase.fold(matcher.group(1));
        // Browsers write the host in lower case before they do anything with it.
        HostName host = new HostName(new HostName(matcher.group(2)).folded());
        return new Address(scheme, host, port(scheme, matcher.group(3) == null ? "" : matcher.group(3)));
    }

    private static OptionalInt port(String scheme, String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port == (scheme.equals("https") ? 443 : 80) ? OptionalInt.empty() : OptionalInt.of(port);
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** Fit for a terminal. */
    @Override
    public String toString() {
        return scheme + "://" + Printable.of(host.text()) + (port.isPresent() ? ":" + port.getAsInt() : "") + "/";
    }
}
