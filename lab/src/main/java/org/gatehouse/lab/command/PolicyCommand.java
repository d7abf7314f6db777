package org.gatehouse.lab.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.text.Printable;

/** Shows and changes how a realm's KDC decides. */
final class PolicyCommand implements LabCommand {
    private final LabControl lab;
    private final LdapSearch search;

    PolicyCommand(LabControl lab, LdapSearch search) {
        this.lab = lab;
        this.search = search;
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, AdministrationException {
        CommandArguments given = new CommandArguments(arguments);
        Optional<RealmControl> named = Optional.empty();
        if (given.hasNext() && given.hasValue()) {
            named = Optional.of(new AccountLookup(lab).realm(given.next()));
        }
        if (!given.hasNext()) {
            CommandReport report = new CommandReport();
            named.map(List::of).orElseGet(lab::realms).forEach(realm -> show(report, realm));
            return report.done();
        }
        return change(named.orElse(lab.realms().get(0)), given);
    }

    private CommandResult change(RealmControl realm, CommandArguments given)
            throws CommandException, AdministrationException {
        KdcPolicy policy = realm.kdcPolicy();
        Optional<Integer> lockout = Optional.empty();
        while (given.hasNext()) {
            String option = given.next();
            if (option.equals("--lockout")) {
                lockout = Optional.of(threshold(given.valueOf(option)));
            } else {
                policy = changed(policy, option, given);
            }
        }
        realm.setKdcPolicy(policy);
        if (lockout.isPresent()) {
            realm.setLockoutThreshold(lockout.get());
        }
        CommandReport report = new CommandReport();
        show(report, realm);
        report.note("it counts from the next request on; tickets that are out stay as they are.");
        if (lockout.isPresent()) {
            report.see(search.domain(realm, "lockoutThreshold", "lockoutDuration"));
        }
        return report.done();
    }

    private static KdcPolicy changed(KdcPolicy policy, String option, CommandArguments given) throws CommandException {
        return switch (option) {
            case "--ticket-life" -> policy.withMaxTicketLife(life(option, given));
            case "--service-ticket-life" -> policy.withMaxServiceTicketLife(life(option, given));
            case "--renewable-life" ->
                policy.withMaxRenewableLife(DurationText.parsePositive(option, given.valueOf(option)));
            case "--skew" -> policy.withClockSkew(DurationText.parsePositive(option, given.valueOf(option)));
            case "--duplicate-spn" -> policy.withDuplicateSpn(duplicateSpn(given.valueOf(option)));
            default -> throw CommandArguments.unknownOption(option);
        };
    }

    private static Duration life(String option, CommandArguments given) throws CommandException {
        Duration life = DurationText.parsePositive(option, given.valueOf(option));
        if (life.isZero()) {
            throw CommandException.wrongUsage(option + " is at least 1s.");
        }
        return life;
    }

    private static DuplicateSpn duplicateSpn(String text) throws CommandException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "not-unique" -> DuplicateSpn.PRINCIPAL_NOT_UNIQUE;
            case "unknown" -> DuplicateSpn.S_PRINCIPAL_UNKNOWN;
            case "other-key" -> DuplicateSpn.NEWEST_OWNER;
            default ->
                throw CommandException.wrongUsage(
                        "--duplicate-spn is not-unique, unknown or other-key, not '" + Printable.of(text) + "'.");
        };
    }

    private static String nameOf(DuplicateSpn duplicateSpn) {
        return switch (duplicateSpn) {
            case PRINCIPAL_NOT_UNIQUE -> "not-unique: KDC_ERR_PRINCIPAL_NOT_UNIQUE (8)";
            case S_PRINCIPAL_UNKNOWN -> "unknown: KDC_ERR_S_PRINCIPAL_UNKNOWN (7)";
            case NEWEST_OWNER -> "other-key: a ticket for the newest owner";
        };
    }

    private static int threshold(String text) throws CommandException {
        if (!text.matches("\\d{1,3}")) {
            throw CommandException.wrongUsage("--lockout is a number of wrong passwords from 0 (never) to 999, not '"
                    + Printable.of(text) + "'.");
        }
        return Integer.parseInt(text);
    }

    private static void show(CommandReport report, RealmControl realm) {
        KdcPolicy policy = realm.kdcPolicy();
        DomainPolicy domain = realm.domainPolicy();
        report.line(realm.name());
        row(report, "--ticket-life", DurationText.of(policy.maxTicketLife()), "of ticket-granting tickets");
        row(report, "--service-ticket-life", DurationText.of(policy.maxServiceTicketLife()), "of all other tickets");
        row(report, "--renewable-life", DurationText.of(policy.maxRenewableLife()), "in all; 0 is not at all");
        row(report, "--skew", DurationText.of(policy.clockSkew()), "between a client's clock and the KDC's");
        row(report, "--duplicate-spn", nameOf(policy.duplicateSpn()), "");
        String after = domain.lockoutThreshold() == 0
                ? "nobody is locked out"
                : "wrong passwords lock an account"
                        + (domain.lockoutDuration().isZero()
                                ? " until it is unlocked"
                                : " for " + DurationText.of(domain.lockoutDuration()));
        row(report, "--lockout", Integer.toString(domain.lockoutThreshold()), after);
    }

    private static void row(CommandReport report, String name, String value, String about) {
        report.detail("%-21s %-8s %s".formatted(name, value, about).stripTrailing());
    }
}
