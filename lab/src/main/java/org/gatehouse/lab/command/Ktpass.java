package org.gatehouse.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabEntry;
import org.gatehouse.text.Printable;

/** What Windows' {@code ktpass} does: gives an account a service's name, and exports the keys of it. */
final class Ktpass implements LabCommand {
    private final LabControl lab;
    private final AccountLookup lookup;
    private final LdapSearch search;
    private final SecureRandom random = new SecureRandom();

    Ktpass(LabControl lab, LdapSearch search) {
        this.lab = lab;
        this.lookup = new AccountLookup(lab);
        this.search = search;
    }

    @Override
    public CommandResult run(List<String> arguments, String input)
            throws CommandException, AdministrationException, IOException {
        KeytabOptions options = KeytabOptions.parse(arguments);
        Optional<Path> list = options.list();
        if (list.isPresent()) {
            AccountKeytab file = AccountKeytab.read(list.get());
            return list(new CommandReport(), list.get(), file).done();
        }
        CommandReport report = new CommandReport();
        try {
            if (options.principal().isPresent()) {
                export(report, options, input);
            }
            if (options.install()) {
                lab.renewKeytab();
                list(report, lab.keytab(), AccountKeytab.read(lab.keytab()));
                report.note("the portal has read it.");
            }
            return report.done();
        } catch (AdministrationException | IOException e) {
            if (report.isEmpty()) {
                throw e;
            }
            return report.stoppedBy(e); // the account has changed, and nobody should have to guess that
        }
    }

    /** Everything that can be wrong is looked at before anything is changed. */
    private void export(CommandReport report, KeytabOptions options, String input)
            throws CommandException, AdministrationException, IOException {
        Optional<NewPassword> password = newPassword(options, input);
        ServiceMapping mapping = ServiceMapping.of(lab, lookup, options);
        Optional<AccountKeytab> older = read(options.in());
        Optional<Path> out = options.out();
        if (out.isPresent()) {
            requireKeytabOrNothing(out.get());
        }
        mapping.apply(report, options);
        if (password.isPresent()) {
            setPassword(report, mapping.holder(), password.get(), options);
        }
        Holder holder = mapping.holder().again();
        if (out.isPresent()) {
            KeytabExport keys = KeytabExport.of(holder, mapping.name(), options);
            AccountKeytab file = older.map(it -> it.mergedWith(keys.file())).orElse(keys.file());
            file.write(out.get());
            list(report, out.get(), file);
            keys.oddities().forEach(report::note);
        }
        report.see(search.account(
                holder, "servicePrincipalName", "userPrincipalName", "msDS-KeyVersionNumber", "pwdLastSet"));
    }

    private Optional<NewPassword> newPassword(KeytabOptions options, String input) throws CommandException {
        if (options.randomPassword()) {
            return Optional.of(NewPassword.random(random));
        }
        Optional<String> given = options.password();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                given.get().equals(KeytabOptions.TYPED) ? NewPassword.typed(input) : NewPassword.checked(given.get()));
    }

    private static void setPassword(CommandReport report, Holder holder, NewPassword password, KeytabOptions options)
            throws AdministrationException {
        int kvno = holder.administration().setPassword(holder.name(), password.text());
        report.line(holder.name() + " has a new password: kvno " + kvno + ".");
        report.note("keytabs made before are stale from now on: tickets are encrypted with kvno " + kvno
                + ", which they lack (GH-K013).");
        if (!options.install()) {
            report.next("./lab-scripts/keytab.sh --install  if the portal is to use the new key");
        }
    }

    private static Optional<AccountKeytab> read(Optional<Path> file) throws IOException {
        return file.isPresent() ? Optional.of(AccountKeytab.read(file.get())) : Optional.empty();
    }

    /** A slip of the keyboard must not cost somebody a file. */
    private static void requireKeytabOrNothing(Path file) throws CommandException, IOException {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw CommandException.refused(file + " cannot be written: "
                    + (Files.isDirectory(file) ? "it is a directory." : "there is no such directory."));
        }
        if (!Files.isWritable(folder)) {
            throw CommandException.refused(file + " cannot be written: its directory is not yours to write to.");
        }
        if (Files.exists(file) && Files.size(file) > 0) {
            try {
                AccountKeytab.read(file);
            } catch (IOException e) {
                throw CommandException.refused(file + " is there already and no keytab: it is not replaced.");
            }
        }
    }

    private static CommandReport list(CommandReport report, Path path, AccountKeytab file) {
        List<KeytabEntry> entries = file.entries();
        report.line(path + ": " + (entries.size() == 1 ? "1 key" : entries.size() + " keys"));
        for (KeytabEntry entry : entries) {
            report.detail("kvno %-4s %-12s %s"
                    .formatted(
                            Integer.toUnsignedString(entry.keyVersionNumber()),
                            entry.keyTypeName(),
                            Printable.of(entry.principal())));
        }
        return report;
    }
}
