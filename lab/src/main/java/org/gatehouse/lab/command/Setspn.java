package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.text.Printable;

/** The verbs of Windows' {@code setspn}, over all domains of the lab. */
final class Setspn implements LabCommand {
    private final SpnOwners owners;
    private final AccountLookup lookup;
    private final SpnChanges changes;

    Setspn(LabControl lab, LdapSearch search) {
        this.owners = new SpnOwners(lab);
        this.lookup = new AccountLookup(lab);
        this.changes = new SpnChanges(owners, search);
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, AdministrationException {
        List<String> rest = new ArrayList<>(arguments);
        rest.removeIf(Setspn::isModifier);
        CommandArguments given = new CommandArguments(rest);
        if (!given.hasNext()) {
            throw CommandException.wrongUsage("what is to be done? One of -L, -Q, -S, -A, -D, -X, -R.");
        }
        String verb = given.next();
        return switch (verb.toUpperCase(Locale.ROOT)) {
            case "-L" -> list(account(given));
            case "-Q" -> query(name(verb, given));
            case "-X" -> {
                given.requireEnd();
                yield duplicates();
            }
            case "-S" -> changes.addIfFree(spn(verb, given), account(given));
            case "-A" -> changes.add(spn(verb, given), account(given));
            case "-D" -> changes.delete(name(verb, given), given.hasNext() ? account(given) : missingAccount());
            case "-R" -> changes.reset(account(given));
            default -> throw CommandArguments.unknownOption(verb);
        };
    }

    /** {@code -F} asks for the whole forest, which is what is looked at anyway, {@code -P} for no progress bar. */
    private static boolean isModifier(String argument) {
        return argument.equalsIgnoreCase("-F") || argument.equalsIgnoreCase("-P");
    }

    private static String name(String verb, CommandArguments given) throws CommandException {
        if (!given.hasNext()) {
            throw CommandException.wrongUsage(verb + " needs an SPN.");
        }
        return given.next();
    }

    private static ServicePrincipalName spn(String verb, CommandArguments given) throws CommandException {
        return ServicePrincipalName.parse(name(verb, given));
    }

    private static Holder missingAccount() throws CommandException {
        throw CommandException.wrongUsage("which account?");
    }

    private Holder account(CommandArguments given) throws CommandException {
        if (!given.hasNext()) {
            return missingAccount();
        }
        String name = given.next();
        given.requireEnd();
        return lookup.account(name);
    }

    private CommandResult list(Holder holder) {
        CommandReport report = new CommandReport().line(holder.described());
        List<String> names = holder.account().servicePrincipalNames();
        if (names.isEmpty()) {
            return report.detail("has no SPN").nothingFound();
        }
        names.forEach(report::detail);
        SpnOwners.redundant(holder.account())
                .forEach(name -> report.note(name + " is redundant: the HOST of the same name covers it."));
        return report.done();
    }

    private CommandResult query(String text) throws CommandException {
        if (SpnOwners.isPattern(text)) {
            return queryPattern(text);
        }
        ServicePrincipalName name = ServicePrincipalName.parse(text);
        List<Holder> found = owners.of(name);
        List<Holder> byHost = owners.byHost(name);
        ServicePrincipalName host = name.withService(ServicePrincipalName.HOST);
        if (found.isEmpty() && byHost.isEmpty()) {
            return new CommandReport()
                    .line("Nobody owns " + name + ".")
                    .note("a client that asks for it is told KDC_ERR_S_PRINCIPAL_UNKNOWN (7).")
                    .nothingFound();
        }
        CommandReport report = new CommandReport();
        if (found.isEmpty()) {
            report.line("Nobody owns " + name + ", but " + host + " covers it:");
            show(report, byHost);
            return report.done();
        }
        report.line(name + (found.size() == 1 ? " has one owner:" : " has " + found.size() + " owners:"));
        show(report, found);
        if (found.size() > 1) {
            report.note(consequence(found));
        }
        for (Holder holder : byHost) {
            boolean same = found.stream().anyMatch(holder::is);
            report.note(
                    same
                            ? host + " of the same account covers it: one of them is redundant."
                            : host + " is " + holder.name() + "'s; the explicit " + name.service() + " wins.");
        }
        return report.done();
    }

    private CommandResult queryPattern(String pattern) throws CommandException {
        if (!pattern.contains("/") && !pattern.equals("*")) {
            throw CommandException.wrongUsage(
                    "'" + Printable.of(pattern) + "' has no slash: a pattern is like HTTP/* or */portal*.");
        }
        Map<String, List<Holder>> found = owners.matching(pattern);
        if (found.isEmpty()) {
            return new CommandReport()
                    .line("No SPN is like " + Printable.of(pattern) + ".")
                    .nothingFound();
        }
        CommandReport report = new CommandReport();
        found.forEach((name, holders) -> {
            report.line(name);
            show(report, holders);
        });
        return report.done();
    }

    private CommandResult duplicates() {
        Map<String, List<Holder>> found = owners.duplicates();
        if (found.isEmpty()) {
            return new CommandReport().line("No SPN has more than one owner.").done();
        }
        CommandReport report = new CommandReport();
        found.forEach((name, holders) -> {
            report.line(name + " has " + holders.size() + " owners:");
            show(report, holders);
            report.note(consequence(holders));
        });
        report.line(found.size() == 1 ? "1 SPN has several owners." : found.size() + " SPNs have several owners.");
        report.next("./lab-scripts/setspn.sh -D SPN ACCOUNT  for those that should not have it");
        return report.done();
    }

    private static void show(CommandReport report, List<Holder> holders) {
        holders.forEach(holder -> report.detail(holder.described()));
    }

    /** Of different domains each KDC sees its own owner alone. */
    static String consequence(List<Holder> owners) {
        Map<String, List<Holder>> byRealm = owners.stream()
                .collect(Collectors.groupingBy(holder -> holder.realm().name()));
        return byRealm.values().stream()
                .filter(holders -> holders.size() > 1)
                .findFirst()
                .map(holders -> answer(holders.get(0).realm().kdcPolicy().duplicateSpn()))
                .orElse(
                        "each of these domains issues tickets for its own owner, which the other's service cannot open.");
    }

    private static String answer(DuplicateSpn duplicateSpn) {
        return switch (duplicateSpn) {
            case PRINCIPAL_NOT_UNIQUE -> "the KDC gives no ticket: KDC_ERR_PRINCIPAL_NOT_UNIQUE (8).";
            case S_PRINCIPAL_UNKNOWN -> "the KDC gives no ticket: KDC_ERR_S_PRINCIPAL_UNKNOWN (7).";
            case NEWEST_OWNER ->
                "the KDC seals tickets with the newest owner's key, which may be the wrong one (GH-K012).";
        };
    }
}
