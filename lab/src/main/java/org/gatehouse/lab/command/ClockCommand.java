package org.gatehouse.lab.command;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.text.Printable;

/** Shows the lab's clocks and puts them forward and back. */
final class ClockCommand implements LabCommand {
    private static final String PORTAL = "portal";
    private static final String WORKSTATION = "workstation";

    /** The valve's default for {@code clockSkew}. */
    private static final Duration PORTAL_SKEW = Duration.ofMinutes(5);

    private final LabControl lab;
    private final Map<String, ShiftedClock> clocks = new LinkedHashMap<>();

    ClockCommand(LabControl lab) {
        this.lab = lab;
        lab.realms().forEach(realm -> clocks.put(realm.name(), realm.clock()));
        clocks.put(PORTAL, lab.portalClock());
        clocks.put(WORKSTATION, lab.workstationClock());
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException {
        CommandArguments given = new CommandArguments(arguments);
        if (!given.hasNext()) {
            return table().done();
        }
        String first = given.next();
        if (first.equals("reset")) {
            given.requireEnd();
            clocks.values().forEach(clock -> clock.setShift(Duration.ZERO));
            return table().done();
        }
        if (first.startsWith("-")) {
            throw CommandArguments.unknownOption(first);
        }
        String name = nameOf(first);
        ShiftedClock clock = clock(name);
        if (!given.hasNext()) {
            return row(new CommandReport(), name, clock).done();
        }
        String second = given.next();
        given.requireEnd();
        if (second.equals("--seconds")) {
            return new CommandReport()
                    .line(Long.toString(clock.shift().toSeconds()))
                    .done();
        }
        Duration shift = DurationText.parse(second);
        clock.setShift(shift);
        CommandReport report = new CommandReport()
                .line(name + " is " + (shift.isZero() ? "right again." : described(shift) + " the true time."));
        notes(report);
        return report.done();
    }

    private ShiftedClock clock(String name) {
        ShiftedClock clock = clocks.get(name);
        if (clock == null) {
            throw new IllegalStateException("no clock " + name);
        }
        return clock;
    }

    private String nameOf(String text) throws CommandException {
        Optional<String> realm = new AccountLookup(lab).findRealm(text).map(RealmControl::name);
        if (realm.isPresent()) {
            return realm.get();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!clocks.containsKey(lower)) {
            throw CommandException.wrongUsage("there is no clock '" + Printable.of(text) + "'; there are "
                    + String.join(", ", clocks.keySet()) + ".");
        }
        return lower;
    }

    private CommandReport table() {
        CommandReport report = new CommandReport();
        clocks.forEach((name, clock) -> row(report, name, clock));
        notes(report);
        return report;
    }

    private static CommandReport row(CommandReport report, String name, ShiftedClock clock) {
        Duration shift = clock.shift();
        return report.line("%-20s %s   %s"
                .formatted(
                        name,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        shift.isZero() ? "right" : DurationText.signed(shift)));
    }

    /** What the differences come to; MIT's library, and with it curl and Chromium, go by the KDC's clock once they know it. */
    private void notes(CommandReport report) {
        for (RealmControl realm : lab.realms()) {
            Duration portal = lab.portalClock().shift().minus(realm.clock().shift());
            if (portal.abs().compareTo(PORTAL_SKEW) > 0) {
                report.note("the portal is " + described(portal) + " " + realm.name()
                        + ": sign-ons from there are refused, GH-K031 KRB_AP_ERR_SKEW (37); the limit is "
                        + DurationText.of(PORTAL_SKEW) + ".");
            }
            Duration workstation =
                    lab.workstationClock().shift().minus(realm.clock().shift());
            Duration limit = realm.kdcPolicy().clockSkew();
            if (workstation.abs().compareTo(limit) > 0) {
                report.note("the workstation is " + described(workstation) + " " + realm.name()
                        + ": its KDC answers KRB_AP_ERR_SKEW (37) to a client that does not correct its clock by the"
                        + " KDC's, as MIT's tools do; the limit is " + DurationText.of(limit) + ".");
            }
        }
    }

    private static String described(Duration difference) {
        return DurationText.of(difference.abs()) + (difference.isNegative() ? " behind" : " ahead of");
    }
}
