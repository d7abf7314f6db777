package org.gatehouse.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.files.FileInspection;
import org.gatehouse.policy.RoleFile;
import org.gatehouse.policy.RoleFileException;
import org.gatehouse.policy.RoleMap;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileVerdict;
import org.gatehouse.settings.FileVerdict.Weakness;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.settings.UserSettings;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;

/**
 * What a valve's attributes make of users: what is believed of them, their names, their roles.
 *
 * @param place of the valve, as findings name it
 * @param files as the valve would read them
 * @param onDisk the same files, also where it is not known who runs Tomcat
 */
record UsersCheck(String place, Settings settings, TrustedFiles files, DoctorFiles onDisk) implements Check {
    private static final String AREA = "users";

    @Override
    public List<Finding> findings() {
        UserSettings users = settings.users();
        Set<String> keyRealms = settings.keyFiles().stream()
                .flatMap(file -> file.keytab().entries().stream())
                .map(entry -> AsciiCase.fold(entry.realm()))
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, place + ": " + users.description()));
        for (String risk : users.risks(keyRealms)) {
            findings.add(Finding.warn(
                    AREA,
                    place + ": " + risk + ".",
                    "Leave it if that is meant; if not, set the attribute that is named."));
        }
        users.roles().ifPresent(path -> findings.addAll(roles(path)));
        return findings;
    }

    private List<Finding> roles(String path) {
        List<Finding> findings = new ArrayList<>();
        String file = place + ": roles: " + Printable.of(files.absolute(path));
        try (SecretBytes content = files.read(path)) {
            Bytes text = content.use(
                    (array, offset, length) -> Bytes.of(Arrays.copyOfRange(array, offset, offset + length)));
            RoleMap roles = RoleFile.parse(text);
            findings.add(Finding.ok(AREA, file + ": SIDs with roles: " + roles.size()));
        } catch (RoleFileException e) {
            findings.add(unusable(file + " cannot be used: " + String.join("; ", e.mistakes())));
        } catch (IOException e) {
            findings.add(unusable(file + " cannot be used: " + e.getMessage()));
        }
        for (Weakness weakness : writers(path)) {
            findings.add(Finding.warn(
                    AREA,
                    new Failure(
                            FailureCode.OPEN_TO_OTHERS,
                            file + " " + weakness.how() + " (" + weakness.permissions() + ").",
                            weakness.remedy() + ". Anyone who can change the file can give any user any role.")));
        }
        return findings;
    }

    private List<Weakness> writers(String path) {
        try {
            return FileInspection.of(onDisk.resolve(path))
                    .map(facts -> FileVerdict.of(
                                    files.absolute(path), facts, onDisk.owners().trusted())
                            .writers())
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of(); // reading it has said what is wrong
        }
    }

    private static Finding unusable(String seen) {
        return Finding.error(
                AREA,
                new Failure(
                        FailureCode.ROLES_UNUSABLE,
                        seen + ". No group has a role.",
                        "Fix the file, or its owner: root, Tomcat's user or one of trustedKeyOwners. It has one SID a line, such"
                                + " as S-1-5-21-1-2-3-1104 = finance, reports."));
    }
}
