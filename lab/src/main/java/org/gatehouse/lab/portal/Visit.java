package org.gatehouse.lab.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.valve.SsoPrincipal;

/**
 * A signed-on user's request, as the portal tells of it.
 *
 * @param displayName the user's name in the directory
 * @param newSession whether this very request opened the session
 * @param clientAddress as text
 * @param now with the zone in which times are shown
 */
record Visit(
        SsoPrincipal user, Optional<String> displayName, boolean newSession, String clientAddress, ZonedDateTime now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    Page page() {
        String name = displayName.orElse(user.name());
        StringBuilder body = new StringBuilder("""
                <section>
                <span class="tag good">signed in</span>
                <h1>You are signed in as %s</h1>
                <p class="soft">Your logon opened this page; you typed no password.</p>
                <dl>
                """.formatted(Html.escape(name)));
        StringBuilder text = new StringBuilder(oneLine(user.name())).append('\n');
        displayName.ifPresent(known -> line(text, "name", known));
        body.append("<dt>Account</dt><dd>%s</dd>\n".formatted(principal(user.name())));
        user.kerberos().ifPresent(ticket -> {
            body.append("<dt>Service</dt><dd>%s</dd>\n".formatted(principal(ticket.service())));
            line(text, "service", ticket.service());
        });
        facts().forEach((label, value) -> {
            body.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Html.escape(label), Html.escape(value)));
            line(text, label.toLowerCase(Locale.ROOT), value);
        });
        body.append("</dl>\n</section>\n");
        return new Page("Signed in as " + name, body.toString(), text.toString());
    }

    /** May be broken before its realm. */
    private static String principal(String name) {
        return "<code>" + Html.escape(name).replace("@", "<wbr>@") + "</code>";
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("How", user.mechanism() + user.kerberos().map(Visit::how).orElse(""));
        user.kerberos().ifPresent(ticket -> {
            facts.put("Logon", time(ticket.authenticationTime()));
            facts.put("Ticket", "until " + time(ticket.endTime()));
        });
        facts.put("Session", newSession ? "new: this request signed in" : "reused: no ticket was needed");
        facts.put("Client", clientAddress);
        return facts;
    }

    private static String how(SsoPrincipal.KerberosFacts ticket) {
        return ", " + ticket.encryptionType() + ", "
                + (ticket.mutualAuthentication()
                        ? "mutual authentication"
                        : "mutual authentication not asked for by the client");
    }

    private String time(Instant instant) {
        ZoneId zone = now.getZone();
        ZonedDateTime there = instant.atZone(zone);
        return there.format(there.toLocalDate().equals(now.toLocalDate()) ? TIME : DAY_AND_TIME);
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("  %-8s  %s\n".formatted(label, oneLine(value)));
    }

    /** A terminal would obey what is in a name. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
