package org.gatehouse.cli.spn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.names.HostName;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * An address as users open it, as far as it matters for tickets.
 *
 * @param scheme {@code http} or {@code https}
 * @param host of any content
 * @param port if it is written, and not the scheme's own; of any content
 */
public record Address(String scheme, HostName host, Optional<String> port) {
    private static final Pattern URL = Pattern.compile("(https?)://([^/?#@]*)(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
    /** An IPv6 address has colons of its own, and brackets for them. */
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:\\[]*)(?::(.*))?", Pattern.DOTALL);

    public static Address parse(String url) throws UsageException {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new UsageException(
                    "\"" + Printable.of(url) + "\" is not an address such as https://portal.example.com/.");
        }
        String scheme = AsciiCase.fold(matcher.group(1));
        Matcher authority = AUTHORITY.matcher(matcher.group(2));
        boolean hasForm = authority.matches();
        String host = hasForm ? authority.group(1) : matcher.group(2);
        String usual = scheme.equals("https") ? "443" : "80";
        // Browsers write the host in lower case before they do anything with it.
        return new Address(
                scheme,
                new HostName(AsciiCase.fold(host)),
                Optional.ofNullable(hasForm ? authority.group(2) : null)
                        .filter(port -> !port.isEmpty() && !port.equals(usual)));
    }

    /** Why no browser opens it, or none asks for a ticket there: half a sentence. */
    Optional<String> defect() {
        return host.defect()
                .or(() -> port.filter(text -> !ServiceName.isPort(text))
                        .map(text -> "has a port that is not a number from 1 to " + ServiceName.MAX_PORT));
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** Fit for a terminal. */
    @Override
    public String toString() {
        return scheme + "://" + Printable.of(host.text())
                + port.map(text -> ":" + Printable.of(text)).orElse("") + "/";
    }
}
