package org.gatehouse.valve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.settings.OfferedMechanism;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.UserSettings;
import org.gatehouse.text.Printable;

/** What the log says once when the valve has started: who it is, and which tickets it accepts. */
final class StartBanner {
    private StartBanner() {}

    /** The lines for an application with these parts. */
    static String of(Context context, AssembledValve parts, Rules rules, Instant now) {
        return application(context) + " · realm " + realms(parts.keys()) + trustedRealms(parts) + " · mechanisms "
                + mechanisms(parts) + " · clock " + now.truncatedTo(ChronoUnit.SECONDS) + rules
                + fallback(parts) + users(parts) + keys(parts.keys());
    }

    /**
     * Who is asked.
     *
     * @param overrides of the rules that open something to everybody
     */
    record Rules(Coverage coverage, Conditions conditions, List<String> overrides) {
        static Rules of(Context context, Coverage coverage, Conditions conditions) {
            return new Rules(coverage, conditions, OpenOverrides.of(context, conditions.open()));
        }

        /** Lines of the banner, each after the end of the one before. */
        @Override
        public String toString() {
            StringBuilder lines = new StringBuilder(covered(coverage));
            if (!conditions.equals(Conditions.NONE)) {
                lines.append(System.lineSeparator()).append("  conditions: ").append(conditions.description());
            }
            for (String override : overrides) {
                lines.append(System.lineSeparator()).append("  ").append(override);
            }
            return lines.toString();
        }
    }

    /** The one line for an application that has the same settings and keys as one whose banner is in the log. */
    static String brief(Context context, String same) {
        return application(context) + " · the same settings and keys as " + same;
    }

    /** All that two applications with the same banner have in common. */
    static String description(AssembledValve parts, Rules rules) {
        Settings settings = parts.base().settings();
        return parts.protect().attributeValue() + rules + fallback(parts) + " " + mechanisms(parts) + " "
                + settings.policy()
                + " "
                + settings.clockSkew() + " " + settings.ticketLifetime() + " "
                + settings.encryptionTypes().stream().sorted().toList() + users(parts) + keys(parts.keys());
    }

    private static String application(Context context) {
        return "Gatehouse " + version() + " on " + ApplicationName.of(context) + " · host " + hosts(context);
    }

    /** What needs a sign-in, and the constraints that have no say in it. */
    private static String covered(Coverage coverage) {
        String ignored = coverage.ignored();
        return System.lineSeparator() + "  covers " + coverage.description()
                + (ignored.isEmpty()
                        ? ""
                        : System.lineSeparator() + "  constraints of libraries open nothing: " + ignored);
    }

    /** Where users go on who are not signed in. */
    private static String fallback(AssembledValve parts) {
        String description = parts.base().settings().fallback().description();
        return description.isEmpty() ? "" : System.lineSeparator() + "  " + description;
    }

    /** What is believed of users, and what they and their tickets are. */
    private static String users(AssembledValve parts) {
        UserSettings users = parts.base().settings().users();
        StringBuilder lines =
                new StringBuilder(System.lineSeparator()).append("  ").append(users.description());
        for (String risk : users.risks(parts.keys().realms())) {
            lines.append(System.lineSeparator()).append("  risk: ").append(risk);
        }
        return lines.append(System.lineSeparator())
                .append("  a user in 1,000 groups sends 15 KB of headers, or 60 KB if the groups are of other domains")
                .toString();
    }

    /** The one line for an application whose constraints have changed while it runs. */
    static String covers(Context context, String coverage) {
        return application(context) + " · constraints have changed · covers " + coverage;
    }

    private static String keys(ServiceKeys keys) {
        StringBuilder lines = new StringBuilder();
        Map<String, KeyTable.Row> rows = KeyTable.byService(keys);
        int names = width(rows.keySet().stream().map(Printable::of));
        int kvnos = width(rows.values().stream().map(KeyTable.Row::kvnos));
        rows.forEach((service, row) -> lines.append(System.lineSeparator())
                .append("  ")
                .append(padded(Printable.of(service), names))
                .append(padded(row.kvnos(), kvnos))
                .append(row.types())
                .append("   ")
                .append(row.sources()));
        return lines.toString();
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

    /** Only what the administrator wrote. */
    private static String trustedRealms(AssembledValve parts) {
        String trusted = parts.base().settings().policy().realms().toString();
        return trusted.isEmpty() ? "" : " · trusted realms " + trusted;
    }

    private static String mechanisms(AssembledValve parts) {
        return parts.offered().stream().map(OfferedMechanism::attributeValue).collect(Collectors.joining(" "));
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
