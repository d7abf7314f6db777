package org.gatehouse.lab.command;

import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.text.Printable;

/**
 * Which name an account is to serve under.
 *
 * @param name without realm: {@code HTTP/portal.lab.localhost}, or an account's name that is to log on by the keytab
 */
record ServiceMapping(Holder holder, String name) {
    /** Without {@code -mapuser} it is the account that has the name already. */
    static ServiceMapping of(LabControl lab, AccountLookup lookup, KeytabOptions options) throws CommandException {
        String principal = options.principal().orElseThrow();
        int at = principal.lastIndexOf('@');
        String name = at < 0 ? principal : principal.substring(0, at);
        if (name.contains("/")) {
            name = ServicePrincipalName.parse(name).toString();
        }
        SpnOwners owners = new SpnOwners(lab);
        Holder holder = options.account().isPresent()
                ? lookup.account(options.account().get())
                : name.contains("/") ? onlyOwner(owners, name) : lookup.account(name);
        if (at >= 0
                && !principal.substring(at + 1).equalsIgnoreCase(holder.realm().name())) {
            throw CommandException.refused(holder.name() + " is in "
                    + holder.realm().name() + ", not in " + Printable.of(principal.substring(at + 1)) + ".");
        }
        requireNobodyElses(owners, name, holder);
        return new ServiceMapping(holder, name);
    }

    private static Holder onlyOwner(SpnOwners owners, String name) throws CommandException {
        List<Holder> found = owners.of(name);
        if (found.size() != 1) {
            throw CommandException.refused(
                    (found.isEmpty() ? "nobody owns " + name : found.size() + " accounts own " + name)
                            + ": say with -mapuser whose keys it is to have.");
        }
        return found.get(0);
    }

    private static void requireNobodyElses(SpnOwners owners, String name, Holder holder) throws CommandException {
        Optional<Holder> other =
                owners.of(name).stream().filter(it -> !it.is(holder)).findFirst();
        if (other.isPresent()) {
            throw CommandException.refused(name + " is on " + other.get().described()
                    + ": a keytab of " + holder.name() + " would not open its tickets; nothing was changed."
                    + " See ./lab-scripts/setspn.sh -Q " + name);
        }
    }

    /** As {@code ktpass} does: the SPN on the account, and the UPN like it. */
    void apply(CommandReport report, KeytabOptions options) throws AdministrationException {
        if (name.contains("/")) {
            map(report, options.replacesNames());
        }
        String userPrincipalName = name + "@" + holder.realm().name();
        boolean asItIs = holder.account()
                .userPrincipalName()
                .filter(userPrincipalName::equals)
                .isPresent();
        if (options.setsUserPrincipalName() && !asItIs) {
            holder.administration().setUserPrincipalName(holder.name(), userPrincipalName);
            report.line(holder.name() + " logs on as " + userPrincipalName + " now (-setupn leaves that as it was).");
        }
    }

    private void map(CommandReport report, boolean replaces) throws AdministrationException {
        if (replaces) {
            for (String other : holder.account().servicePrincipalNames()) {
                if (!other.equalsIgnoreCase(name)) {
                    holder.administration().removeServicePrincipalName(holder.name(), other);
                    report.line(other + " is not on " + holder.name() + " any more.");
                }
            }
        }
        if (!holder.owns(name)) {
            holder.administration().addServicePrincipalName(holder.name(), name);
            report.line(name + " is on " + holder.described() + " now.");
        }
    }
}
