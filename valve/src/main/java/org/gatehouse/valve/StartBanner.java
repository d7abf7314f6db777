package org.gatehouse.valve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.settings.OfferedMechanism;
import org.gatehouse.text.Printable;

/** What the log says once when the valve has started: who it is, and which tickets it accepts. */
final class StartBanner {
    private StartBanner() {}

    /** The lines for an application with this sign-on. */
    static String of(Context context, AssembledValve signOn, Instant now) {
        ServiceKeys keys = signOn.keys();
        StringBuilder banner = new StringBuilder("Gatehouse ")
                .append(version())
                .append(" on ")
                .append(context.getName().isEmpty() ? "/" : context.getName())
                .append(" · host ")
                .append(hosts(context))
                .append(" · realm ")
                .append(realms(keys))
                .append(" · mechanisms ")
                .append(mechanisms(signOn))
                .append(" · clock ")
                .append(now.truncatedTo(ChronoUnit.SECONDS));
        Map<String, KeyTable.Row> rows = KeyTable.byService(keys);
        int names = width(rows.keySet().stream().map(Printable::of));
        int kvnos = width(rows.values().stream().map(KeyTable.Row::kvnos));
        rows.forEach((service, row) -> banner.append(System.lineSeparator())
                .append("  ")
                .append(padded(Printable.of(service), names))
                .append(padded(row.kvnos(), kvnos))
                .append(row.types())
                .append("   ")
                .append(row.sources()));
        return banner.toString();
    }

    /** The names that Tomcat knows the host by; requests for any other come here as well if it is the default host. */
    private static String hosts(Context context) {
        return context.getParent() instanceof Host host
                ? Stream.concat(Stream.of(host.getName()), Arrays.stream(host.findAliases()))
                        .collect(Collectors.joining(" "))
                : "unknown";
    }

    private static String realms(ServiceKeys keys) {
        return keys.all().stream()
                .map(key -> Printable.of(key.realm()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String mechanisms(AssembledValve signOn) {
        return signOn.challenges().mechanisms().stream()
                .map(OfferedMechanism::attributeValue)
                .collect(Collectors.joining(" "));
    }

    private static int width(Stream<String> column) {
        return column.mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length() + 3);
    }

    private static String version() {
        return Optional.ofNullable(StartBanner.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }
}
