package org.gatehouse.lab.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.gatehouse.text.Printable;

/**
 * Breaks the portal's SPN in one of the usual ways, or the PACs in the tickets for services, and fixes it again; everything
 * else stays as it is.
 */
final class FaultCommand implements LabCommand {
    private static final String NONE = "none";
    private static final String OLD_TICKETS =
            "tickets that somebody holds stay as they are: ./lab-scripts/klist.sh purge";

    private final LabControl lab;
    private final RealmControl realm;
    private final LdapSearch search;

    /** The accounts' names for the portal as they were at the start. */
    private final Map<String, List<String>> namesAtStart = new HashMap<>();

    private final DuplicateSpn duplicateSpnAtStart;
    private final Optional<PacFault> pacFaultAtStart;

    FaultCommand(LabControl lab, LdapSearch search) {
        this.lab = lab;
        this.realm = lab.realms().get(0);
        this.search = search;
        this.duplicateSpnAtStart = realm.kdcPolicy().duplicateSpn();
        this.pacFaultAtStart = realm.kdcPolicy().pacFault();
        realm.administration()
                .accounts()
                .forEach(account -> namesAtStart.put(account.samAccountName(), namesOfPortal(account)));
    }

    @Override
    public CommandResult run(List<String> arguments, String input)
            throws CommandException, AdministrationException, IOException {
        String id = String.join(" ", arguments);
        if (id.isEmpty()) {
            return list();
        }
        if (id.equals(NONE)) {
            fix();
            return finish(new CommandReport()
                    .line("The portal's SPNs, their KDC's policy, its PACs and the keytab are in order."));
        }
        if (id.startsWith("-")) {
            throw CommandArguments.unknownOption(id);
        }
        Optional<PacFault> pacFault = PacFault.of(id);
        if (pacFault.isPresent()) {
            return spoil(pacFault.get());
        }
        SpnFault fault = SpnFault.of(id)
                .orElseThrow(() -> CommandException.wrongUsage(
                        "there is no fault '" + Printable.of(id) + "'; without an argument, they are listed."));
        fix();
        fault.apply(lab);
        return finish(report(fault.id(), fault.cause(), fault.effect()));
    }

    /** Nothing in the directory shows it: it is the KDC that goes wrong. */
    private CommandResult spoil(PacFault fault) throws AdministrationException, IOException {
        fix();
        realm.setKdcPolicy(realm.kdcPolicy().withPacFault(Optional.of(fault)));
        return report(fault.id(), fault.cause(), fault.effect())
                .note(OLD_TICKETS)
                .done();
    }

    private static CommandReport report(String id, String cause, String effect) {
        return new CommandReport()
                .line(id + ": " + cause + ".")
                .note(effect + ".")
                .next("./lab-scripts/fault.sh none  fixes it");
    }

    private static CommandResult list() {
        CommandReport report = new CommandReport();
        for (SpnFault fault : SpnFault.values()) {
            list(report, fault.id(), fault.cause(), fault.effect());
        }
        for (PacFault fault : PacFault.values()) {
            list(report, fault.id(), fault.cause(), fault.effect());
        }
        return report.line("%-26s %s".formatted(NONE, "fixes all of them")).done();
    }

    private static void list(CommandReport report, String id, String cause, String effect) {
        report.line("%-26s %s".formatted(id, cause));
        report.line("%-26s %s".formatted("", effect));
    }

    private CommandResult finish(CommandReport report) {
        String host = lab.portal().getHost();
        report.note(OLD_TICKETS);
        return report.see(search.withValue(
                        realm,
                        "servicePrincipalName",
                        ServicePrincipalName.HTTP + "/" + host,
                        "sAMAccountName",
                        "servicePrincipalName"))
                .done();
    }

    private void fix() throws AdministrationException, IOException {
        DomainAdministration administration = realm.administration();
        for (Account account : administration.accounts()) {
            String name = account.samAccountName();
            List<String> right = namesAtStart.get(name);
            if (right == null && name.equals(SpnFault.RIVAL)) {
                administration.delete(name);
            } else {
                restore(account, Optional.ofNullable(right).orElse(List.of()));
            }
        }
        realm.setKdcPolicy(
                realm.kdcPolicy().withDuplicateSpn(duplicateSpnAtStart).withPacFault(pacFaultAtStart));
        lab.renewKeytab();
    }

    private void restore(Account account, List<String> right) throws AdministrationException {
        List<String> wrong = new ArrayList<>(namesOfPortal(account));
        wrong.removeAll(right);
        for (String name : wrong) {
            realm.administration().removeServicePrincipalName(account.samAccountName(), name);
        }
        List<String> missing = new ArrayList<>(right);
        missing.removeAll(namesOfPortal(account));
        for (String name : missing) {
            realm.administration().addServicePrincipalName(account.samAccountName(), name);
        }
    }

    /** With the host's full or short name, whatever the service and the port. */
    private List<String> namesOfPortal(Account account) {
        String host = lab.portal().getHost().toLowerCase(Locale.ROOT);
        String shortName = host.substring(0, host.indexOf('.') < 0 ? host.length() : host.indexOf('.'));
        return account.servicePrincipalNames().stream()
                .filter(name -> {
                    String[] parts = name.toLowerCase(Locale.ROOT).split("[/:]", -1);
                    return parts.length > 1 && (parts[1].equals(host) || parts[1].equals(shortName));
                })
                .toList();
    }
}
