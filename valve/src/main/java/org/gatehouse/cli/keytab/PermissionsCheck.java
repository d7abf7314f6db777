package org.gatehouse.cli.keytab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.failure.Failure;
import org.gatehouse.files.FileInspection;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.FileVerdict;
import org.gatehouse.settings.PathStep;
import org.gatehouse.text.Printable;

/**
 * Who may read, change or replace a file with keys or a password: anyone who can read it can make tickets for any user of
 * the site, and so can anyone who puts in keys of their own.
 *
 * @param label the path as it was typed, fit for a terminal
 */
public record PermissionsCheck(String area, Path path, String label, ExpectedOwners owners) implements Check {
    public static PermissionsCheck of(KeytabFile file, ExpectedOwners owners) {
        return new PermissionsCheck("keytab", file.path(), file.label(), owners);
    }

    @Override
    public List<Finding> findings() {
        Optional<FileFacts> facts = FileInspection.of(path);
        if (facts.isEmpty()) {
            return List.of(Finding.error(
                    area, "the permissions of " + label + " cannot be read.", "Check whether the file still exists."));
        }
        return facts.get().hasOwners()
                ? findings(facts.get())
                : List.of(Finding.warn(
                        area,
                        "the permissions of " + label + " cannot be checked on this file system.",
                        "Make sure that only Tomcat's user can read it."));
    }

    private List<Finding> findings(FileFacts facts) {
        List<Finding> findings = new ArrayList<>();
        FileVerdict verdict = FileVerdict.of(label, facts, owners.trusted());
        unreadable(facts.file()).ifPresent(findings::add);
        verdict.refusal(label).map(this::stranger).ifPresent(findings::add);
        Stream.concat(verdict.writers().stream(), verdict.readers().stream())
                .map(weakness -> Finding.warn(area, label + " " + weakness.how() + ".", weakness.remedy()))
                .forEach(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(area, label + " is readable by " + readers(facts.file())));
        }
        return findings;
    }

    /** Without the user that Tomcat runs as, nobody can say whether that is the owner. */
    private Finding stranger(Failure refusal) {
        return owners.user().isPresent()
                ? Finding.error(area, refusal)
                : Finding.warn(
                        area,
                        refusal.code() + ": whether the valve uses " + label
                                + " depends on the user that Tomcat runs as:"
                                + " the file does not belong to root, nor to the user who runs this command.",
                        "Name Tomcat's user: --user.");
    }

    /** Without any permission of the group there is no access control list that could let the user in. */
    private Optional<Finding> unreadable(PathStep file) {
        FileOwner user = owners.process();
        boolean unreadable = owners.user().isPresent()
                && !user.isSame(file.owner())
                && !user.isSame(FileOwner.ROOT)
                && !file.groupMayRead()
                && !file.othersMayRead();
        String named = Printable.of(owners.user().orElse(""));
        return unreadable
                ? Optional.of(Finding.error(
                        area,
                        label + " belongs to " + Printable.of(file.owner().name()) + ", not to " + named + ".",
                        "chown " + named + " " + label))
                : Optional.empty();
    }

    private static String readers(PathStep file) {
        String owner = Printable.of(file.owner().name());
        return file.groupMayRead() ? owner + " and the group " + Printable.of(file.group()) : owner + " only";
    }
}
