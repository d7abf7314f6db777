package org.gatehouse.lab.portal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.portal.Fact.Line;
import org.gatehouse.text.Amount;
import org.gatehouse.valve.SsoAccount;
import org.gatehouse.valve.SsoPrincipal;

/** What the portal tells of a visit: who it is, how they signed in, and which ticket they brought. */
final class VisitFacts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    private final Visit visit;
    private final SsoPrincipal user;
    private final GroupFacts groups;

    VisitFacts(Visit visit) {
        this.visit = visit;
        this.user = visit.user();
        this.groups = new GroupFacts(visit.names().groups());
    }

    /** By their headings, in the order of the page. */
    Map<String, List<Fact>> sections() {
        Map<String, List<Fact>> sections = new LinkedHashMap<>();
        sections.put("Who", who());
        sections.put("How", how());
        sections.put("Ticket", ticket());
        return sections;
    }

    private List<Fact> who() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.name("Account", user.name()));
        user.account()
                .flatMap(SsoAccount::userPrincipalName)
                .ifPresent(upn -> facts.add(Fact.name("UPN", upn, new Line("upn", upn))));
        if (user.account().isEmpty()) {
            String none = "unknown: the ticket has no PAC that describes the user";
            facts.add(Fact.of("Groups", none, new Line("groups", none)));
        } else if (!user.groupSids().isEmpty()) {
            facts.add(groups.of(user.groupSids()));
        }
        if (!user.denyOnlySids().isEmpty()) {
            String denyOnly = user.denyOnlySids().stream().map(groups::named).collect(Collectors.joining(", "));
            facts.add(Fact.of("For denials only", denyOnly, new Line("denials", denyOnly)));
        }
        user.claimTexts().forEach((id, values) -> facts.add(claim(id, String.join(", ", values))));
        user.filteredSids().forEach((sid, why) -> facts.add(filtered(sid, why)));
        return facts;
    }

    private static Fact claim(String id, String values) {
        return new Fact(
                "Claim",
                "<code>" + Html.escape(id) + "</code> " + Html.escape(values),
                List.of(new Line("claim", id + ": " + values)));
    }

    private Fact filtered(String sid, String why) {
        String known = groups.withName(sid);
        return new Fact(
                "Not believed",
                "<span class=\"chip out\">" + Html.escape(known) + "</span> <span class=\"soft\">" + Html.escape(why)
                        + "</span>",
                List.of(new Line("filtered", known + ": " + why)));
    }

    private List<Fact> how() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                "Mechanism",
                user.mechanism(),
                new Line(
                        "how",
                        user.mechanism() + user.kerberos().map(VisitFacts::how).orElse(""))));
        user.kerberos().ifPresent(ticket -> {
            facts.add(Fact.of("Encryption", ticket.encryptionType()));
            facts.add(Fact.of(
                    "Server proved itself", ticket.mutualAuthentication() ? "yes" : "no, the client did not ask"));
            String logon = text(ticket.authenticationTime());
            facts.add(time("Logon", ticket.authenticationTime(), "", new Line("logon", logon)));
        });
        return facts;
    }

    private static String how(SsoPrincipal.KerberosFacts ticket) {
        return ", " + ticket.encryptionType() + ", "
                + (ticket.mutualAuthentication()
                        ? "mutual authentication"
                        : "mutual authentication not asked for by the client");
    }

    private List<Fact> ticket() {
        List<Fact> facts = new ArrayList<>();
        user.kerberos().ifPresent(ticket -> {
            facts.add(Fact.name("Service", ticket.service(), new Line("service", ticket.service())));
            Duration duration = Duration.between(visit.now().toInstant(), ticket.endTime());
            String left = duration.isNegative() ? "" : ", in " + Amount.of(duration);
            facts.add(
                    time("Ends", ticket.endTime(), left, new Line("ticket", "until " + text(ticket.endTime()) + left)));
        });
        String session = visit.newSession() ? "new: this request signed in" : "reused: no ticket was needed";
        facts.add(Fact.of("Session", session, new Line("session", session)));
        facts.add(Fact.of("Client", visit.clientAddress(), new Line("client", visit.clientAddress())));
        return facts;
    }

    private String text(Instant instant) {
        ZonedDateTime there = instant.atZone(visit.now().getZone());
        boolean today = there.toLocalDate().equals(visit.now().toLocalDate());
        return there.format(today ? TIME : DAY_AND_TIME);
    }

    private Fact time(String label, Instant instant, String after, Line line) {
        return new Fact(
                label,
                "<time datetime=\"" + Html.escape(instant.toString()) + "\">" + Html.escape(text(instant)) + "</time>"
                        + Html.escape(after),
                List.of(line));
    }
}
