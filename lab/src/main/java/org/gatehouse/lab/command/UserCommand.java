package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;

/** Shows and changes what keeps an account from logging on; creates and deletes accounts. */
final class UserCommand implements LabCommand {
    private static final String[] SHOWN = {
        "sAMAccountName",
        "userAccountControl",
        "accountExpires",
        "lockoutTime",
        "pwdLastSet",
        "msDS-SupportedEncryptionTypes",
        "memberOf"
    };

    private final AccountLookup lookup;
    private final LdapSearch search;

    UserCommand(LabControl lab, LdapSearch search) {
        this.lookup = new AccountLookup(lab);
        this.search = search;
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, AdministrationException {
        CommandArguments given = new CommandArguments(arguments);
        if (!given.hasNext()) {
            throw CommandException.wrongUsage("which account?");
        }
        String first = given.next();
        if (first.equals("--add")) {
            return add(given, input);
        }
        if (first.equals("--delete")) {
            String name = given.valueOf(first);
            given.requireEnd();
            return delete(lookup.account(name));
        }
        if (first.startsWith("-")) {
            throw CommandArguments.unknownOption(first);
        }
        List<UserChange> changes = changes(given);
        Holder holder = lookup.account(first);
        return changes.isEmpty() ? UserState.of(holder).done() : change(holder, changes);
    }

    private static List<UserChange> changes(CommandArguments given) throws CommandException {
        List<UserChange> changes = new ArrayList<>();
        while (given.hasNext()) {
            changes.add(UserChanges.of(given.next(), given));
        }
        return changes;
    }

    private CommandResult change(Holder holder, List<UserChange> changes) throws AdministrationException {
        CommandReport report = new CommandReport();
        apply(changes, holder, report);
        return report.see(search.account(holder, SHOWN)).done();
    }

    /** What the directory refuses does not undo what it has taken before, and nobody should have to guess that. */
    private static void apply(List<UserChange> changes, Holder holder, CommandReport report)
            throws AdministrationException {
        for (UserChange change : changes) {
            try {
                change.apply(holder, report);
            } catch (AdministrationException e) {
                throw report.isEmpty()
                        ? e
                        : new AdministrationException(e.getMessage() + "; what was asked for before this is done", e);
            }
        }
    }

    /** A name with a dollar sign at its end is a computer's, whose password nobody chooses. */
    private CommandResult add(CommandArguments given, String input) throws CommandException, AdministrationException {
        AccountLookup.NewAccount account = lookup.newAccount(given.valueOf("--add"));
        List<UserChange> changes = changes(given);
        boolean computer = account.name().endsWith("$");
        if (computer) {
            account.realm()
                    .administration()
                    .createComputer(account.name().substring(0, account.name().length() - 1));
        } else {
            String password = NewPassword.typed(input).text();
            account.realm().administration().createUser(account.name(), password);
        }
        Holder holder = lookup.account(account.realm().netBiosName() + "\\" + account.name());
        CommandReport report = new CommandReport()
                .line(holder.described() + " is a new " + (computer ? "computer" : "user") + " of "
                        + holder.realm().name() + ".");
        holder.account().servicePrincipalNames().forEach(report::detail);
        apply(changes, holder, report);
        if (!computer) {
            report.next("./lab-scripts/kinit.sh --ask "
                    + Shell.quoted(holder.name() + "@" + holder.realm().name()));
        }
        return report.see(search.account(holder, SHOWN)).done();
    }

    private CommandResult delete(Holder holder) throws CommandException, AdministrationException {
        Account account = holder.account();
        if (account.samAccountName().equalsIgnoreCase("krbtgt")) {
            throw CommandException.refused("krbtgt is the KDC's own account: no domain is without it.");
        }
        String described = holder.described();
        holder.administration().delete(holder.name());
        CommandReport report = new CommandReport().line(described + " is deleted.");
        account.servicePrincipalNames().forEach(name -> report.note(name + " has lost this owner."));
        report.note("its tickets for services stay valid until they end; it gets no new ones.");
        return report.see(search.account(holder, "sAMAccountName")).done();
    }
}
