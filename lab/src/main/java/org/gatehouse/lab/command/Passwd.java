package org.gatehouse.lab.command;

import java.security.SecureRandom;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.text.Printable;

/** Sets a password, as an administrator does it: nobody asks for the old one. */
final class Passwd implements LabCommand {
    private final AccountLookup lookup;
    private final LdapSearch search;
    private final SecureRandom random = new SecureRandom();

    Passwd(LabControl lab, LdapSearch search) {
        this.lookup = new AccountLookup(lab);
        this.search = search;
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, AdministrationException {
        CommandArguments given = new CommandArguments(arguments);
        String user = "";
        boolean chosen = false;
        boolean mustChange = false;
        while (given.hasNext()) {
            String argument = given.next();
            switch (argument) {
                case "--random" -> chosen = true;
                case "--must-change" -> mustChange = true;
                default -> user = user(user, argument);
            }
        }
        if (user.isEmpty()) {
            throw CommandException.wrongUsage("which account?");
        }
        NewPassword password = chosen ? NewPassword.random(random) : NewPassword.typed(input);
        Holder holder = lookup.account(user);
        int kvno = holder.administration().setPassword(holder.name(), password.text());
        if (mustChange) {
            holder.administration().requireNewPassword(holder.name());
        }
        CommandReport report = new CommandReport().line(holder.name() + " has a new password: kvno " + kvno + ".");
        if (chosen) {
            report.detail(password.text());
        }
        consequences(report, holder, kvno);
        if (mustChange) {
            report.note(UserChanges.MUST_CHANGE);
        }
        return report.see(search.account(holder, "msDS-KeyVersionNumber", "pwdLastSet"))
                .done();
    }

    private static String user(String before, String argument) throws CommandException {
        if (argument.startsWith("-")) {
            throw CommandArguments.unknownOption(argument);
        }
        if (!before.isEmpty()) {
            throw CommandException.wrongUsage("one account at a time, not '" + Printable.of(argument) + "' as well.");
        }
        return argument;
    }

    static void consequences(CommandReport report, Holder holder, int kvno) {
        if (isTicketGrantingService(holder.account())) {
            report.note("ticket-granting tickets of " + holder.realm().name()
                    + " that were issued before are worth nothing now.");
        } else if (holder.account().servicePrincipalNames().isEmpty()) {
            report.note("tickets that " + holder.name() + " holds stay valid until they end.");
            report.next("./lab-scripts/kinit.sh --ask "
                    + Shell.quoted(holder.account().samAccountName() + "@"
                            + holder.realm().name()));
        } else {
            report.note("keytabs made before are stale: they lack kvno " + kvno
                    + ", and a service that has no other refuses new tickets (GH-K013).");
            report.next("./lab-scripts/keytab.sh --install  for the portal; else keytab.sh -princ SPN -mapuser "
                    + Shell.quoted(holder.name()) + " -out FILE");
        }
    }

    private static boolean isTicketGrantingService(Account account) {
        return account.samAccountName().equalsIgnoreCase("krbtgt");
    }
}
