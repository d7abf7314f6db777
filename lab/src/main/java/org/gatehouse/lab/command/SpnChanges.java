package org.gatehouse.lab.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.text.Printable;

/** Those verbs of {@code setspn} that change something. */
final class SpnChanges {
    private static final String SPNS = "servicePrincipalName";

    private final SpnOwners owners;
    private final LdapSearch search;

    SpnChanges(SpnOwners owners, LdapSearch search) {
        this.owners = owners;
        this.search = search;
    }

    /** {@code -S}. */
    CommandResult addIfFree(ServicePrincipalName name, Holder holder) throws CommandException, AdministrationException {
        if (holder.owns(name.toString())) {
            return alreadyThere(name, holder);
        }
        List<Holder> others = owners.of(name);
        if (!others.isEmpty()) {
            Holder other = others.get(0);
            throw CommandException.refused(name + " is on " + other.described()
                    + " already; nothing was changed. Take it away there first"
                    + " (./lab-scripts/setspn.sh -D " + name + " " + Shell.quoted(argument(other)) + "),"
                    + " or make a duplicate of it with -A.");
        }
        return add(name, holder);
    }

    /** {@code -A}. */
    CommandResult add(ServicePrincipalName name, Holder holder) throws AdministrationException {
        if (holder.owns(name.toString())) {
            return alreadyThere(name, holder);
        }
        holder.administration().addServicePrincipalName(holder.name(), name.toString());
        CommandReport report = new CommandReport().line(name + " is on " + holder.described() + " now.");
        List<Holder> all = owners.of(name);
        if (all.size() > 1) {
            report.note("it is a duplicate: " + all.size() + " accounts have it; " + Setspn.consequence(all));
        }
        neighbours(report, name, holder);
        name.oddities().forEach(report::note);
        return finish(report, name, holder);
    }

    private CommandResult alreadyThere(ServicePrincipalName name, Holder holder) {
        return new CommandReport()
                .line(name + " is on " + holder.described() + " already; nothing was changed.")
                .done();
    }

    /** HOST stands for HTTP where nobody owns that; for the same account the HTTP is too much. */
    private void neighbours(CommandReport report, ServicePrincipalName name, Holder holder) {
        ServicePrincipalName host = name.withService(ServicePrincipalName.HOST);
        for (Holder other : owners.byHost(name)) {
            report.note(
                    other.is(holder)
                            ? "it is redundant: " + host + " of the same account covers it."
                            : host + " is " + other.name() + "'s and covered it until now; the explicit "
                                    + name.service() + " wins: tickets are encrypted with " + holder.name()
                                    + "'s key from now on.");
        }
        if (name.hasService(ServicePrincipalName.HOST)) {
            ServicePrincipalName http = name.withService(ServicePrincipalName.HTTP);
            for (Holder other : owners.of(http)) {
                report.note(
                        other.is(holder)
                                ? http + " of the same account is redundant now: HOST covers it."
                                : http + " stays " + other.name() + "'s: the explicit HTTP wins.");
            }
        }
    }

    /** {@code -D}: what is on the account may be removed, well-formed or not. */
    CommandResult delete(String name, Holder holder) throws CommandException, AdministrationException {
        if (!holder.owns(name)) {
            ServicePrincipalName.parse(name); // an SPN that is none is the better thing to tell
            List<Holder> others = owners.of(name);
            throw CommandException.refused(holder.described() + " does not have " + Printable.of(name) + "; "
                    + (others.isEmpty()
                            ? "nobody has it."
                            : "it is on " + others.get(0).described() + "."));
        }
        holder.administration().removeServicePrincipalName(holder.name(), name);
        CommandReport report = new CommandReport().line(name + " is not on " + holder.described() + " any more.");
        List<Holder> left = owners.of(name);
        if (left.size() == 1) {
            report.note("its only owner is " + left.get(0).described() + ".");
            if (isOfAWebServer(name)) {
                report.next(
                        "./lab-scripts/keytab.sh --install  if the portal's keytab was written meanwhile, without it");
            }
        } else if (left.size() > 1) {
            report.note(left.size() + " accounts have it still; " + Setspn.consequence(left));
        } else {
            report.note(whenNobodyOwns(name));
        }
        return purgeHint(report)
                .see(search.withValue(holder.realm(), SPNS, name, "sAMAccountName", SPNS))
                .done();
    }

    private String whenNobodyOwns(String name) {
        Optional<Holder> byHost = Optional.empty();
        try {
            byHost = owners.byHost(ServicePrincipalName.parse(name)).stream().findFirst();
        } catch (CommandException e) {
            // not well-formed: HOST stands for nothing like it
        }
        return byHost.map(holder -> "nobody owns it; the HOST of the same name, " + holder.name() + "'s, covers it.")
                .orElse("nobody owns it: a client that asks for it is told KDC_ERR_S_PRINCIPAL_UNKNOWN (7).");
    }

    /** {@code -R}: the names that a computer registers when it joins; those it has besides stay. */
    CommandResult reset(Holder holder) throws CommandException, AdministrationException {
        if (holder.account().kind() != Account.Kind.COMPUTER) {
            throw CommandException.refused(holder.described() + " is no computer: it has no default SPNs.");
        }
        String shortName = holder.name().replace("$", "");
        String fullName = holder.account()
                .dnsHostName()
                .orElse(shortName.toLowerCase(Locale.ROOT) + "."
                        + holder.realm().dnsName());
        CommandReport report = new CommandReport();
        for (String name : List.of("HOST/" + shortName, "HOST/" + fullName)) {
            if (holder.owns(name)) {
                report.line(name + " is on " + holder.name() + ", as it should be.");
            } else {
                holder.administration().addServicePrincipalName(holder.name(), name);
                report.line(name + " is on " + holder.name() + " again.");
            }
            List<Holder> all = owners.of(name);
            if (all.size() > 1) {
                report.note("it is a duplicate: " + all.size() + " accounts have it; " + Setspn.consequence(all));
            }
        }
        report.see(search.account(holder, "dNSHostName", SPNS));
        return report.done();
    }

    private CommandResult finish(CommandReport report, ServicePrincipalName name, Holder holder) {
        if (isOfAWebServer(name.toString())
                && owners.of(name).size() == 1) { // of two owners' keys it would get neither
            report.next("./lab-scripts/keytab.sh --install  gives the portal the keys of the owners as they are now");
        }
        return purgeHint(report)
                .see(search.withValue(holder.realm(), SPNS, name.toString(), "sAMAccountName", SPNS))
                .done();
    }

    private static boolean isOfAWebServer(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("http/") || lower.startsWith("host/");
    }

    private static CommandReport purgeHint(CommandReport report) {
        return report.note("tickets that somebody holds stay as they are: ./lab-scripts/klist.sh purge");
    }

    /** Of another domain than the portal's the name alone might be somebody else's. */
    private static String argument(Holder holder) {
        return holder.name() + "@" + holder.realm().name();
    }
}
