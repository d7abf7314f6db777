package org.gatehouse.cli.keytab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.text.Printable;

/**
 * Who may read a file with keys or a password: anyone who can read it can make tickets for any user of the site.
 *
 * @param label the path as it was typed, fit for a terminal
 * @param user the user that Tomcat runs as, if it was named
 */
public record PermissionsCheck(String area, Path path, String label, Optional<String> user) implements Check {
    public static PermissionsCheck of(KeytabFile file, Optional<String> user) {
        return new PermissionsCheck("keytab", file.path(), file.label(), user);
    }

    @Override
    public List<Finding> findings() {
        try {
            return findings(Files.readAttributes(path, PosixFileAttributes.class));
        } catch (UnsupportedOperationException e) {
            return List.of(Finding.warn(
                    area,
                    "the permissions of " + label + " cannot be checked on this file system.",
                    "Make sure that only Tomcat's user can read it."));
        } catch (IOException e) {
            return List.of(Finding.error(
                    area, "the permissions of " + label + " cannot be read.", "Check whether the file still exists."));
        }
    }

    private List<Finding> findings(PosixFileAttributes attributes) {
        List<Finding> findings = new ArrayList<>();
        Set<PosixFilePermission> permissions = attributes.permissions();
        String owner = Printable.of(attributes.owner().getName());
        if (holdsAny(permissions, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE)) {
            findings.add(Finding.warn(
                    area, label + " can be read or changed by every user of this machine.", "chmod 600 " + label));
        } else if (holdsAny(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE)) {
            findings.add(Finding.warn(
                    area,
                    label + " can be read or changed by the group "
                            + Printable.of(attributes.group().getName()) + ".",
                    "chmod 600 " + label));
        }
        if (user.isPresent() && !user.get().equals(attributes.owner().getName())) {
            String named = Printable.of(user.get());
            findings.add(Finding.error(
                    area, label + " belongs to " + owner + ", not to " + named + ".", "chown " + named + " " + label));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(area, label + " is readable by " + owner + " only"));
        }
        return findings;
    }

    private static boolean holdsAny(
            Set<PosixFilePermission> permissions, PosixFilePermission one, PosixFilePermission other) {
        return permissions.contains(one) || permissions.contains(other);
    }
}
