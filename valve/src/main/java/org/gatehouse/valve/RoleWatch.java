package org.gatehouse.valve;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.policy.RoleFile;
import org.gatehouse.policy.RoleFileException;
import org.gatehouse.policy.RoleMap;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileVerdict.Weakness;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.text.BoundedList;
import org.gatehouse.wire.Bytes;

/**
 * The roles of the roles file, which is read again when it changes. A change counts when two looks in a row see the same
 * content, as for keys. A file that cannot be used leaves the roles as they were; at the start there are none then.
 */
final class RoleWatch {
    /** Of the mistakes in a file; a line of the log is for one reader. */
    private static final int MAX_TOLD = 5;

    private final Optional<String> path;
    private final TrustedFiles files;
    private final Log log;
    private volatile RoleMap roles = RoleMap.EMPTY;
    /** What the roles were made from. */
    private Bytes used = Bytes.EMPTY;
    /** What the roles, or the last complaint, were made from. */
    private Look settled;

    private Look last;

    /**
     * Reads the file.
     *
     * @param path as it was written; empty if there is no roles file
     * @param files reads only those that belong to someone who is trusted
     */
    RoleWatch(Optional<String> path, TrustedFiles files, Log log) {
        this.path = path;
        this.files = files;
        this.log = log;
        this.last = path.map(this::read).orElse(Look.NOTHING);
        this.settled = last;
        if (path.isPresent()) {
            last.writers().forEach(this::warn);
            use(last);
        }
    }

    /**
     * What a look at the file has found.
     *
     * @param problem why it cannot be read; empty if it can
     * @param writers who else than its owner can change the file, or put another one in its place
     */
    private record Look(Bytes content, Optional<String> problem, List<Weakness> writers) {
        static final Look NOTHING = new Look(Bytes.EMPTY, Optional.empty(), List.of());
    }

    /** The roles in force. A request asks once. */
    RoleMap roles() {
        return roles;
    }

    /** Looks at the file once. */
    synchronized void look() {
        if (path.isEmpty()) {
            return;
        }
        Look now = read(path.get());
        if (now.equals(last) && !now.equals(settled)) {
            settled = now;
            if (!now.writers().isEmpty() && !now.content().equals(used)) {
                complain("it has changed, and it " + now.writers().get(0).how());
            } else {
                now.writers().forEach(this::warn);
                use(now);
            }
        }
        last = now;
    }

    private Look read(String file) {
        try (SecretBytes content = files.read(file)) {
            return content.use((array, offset, length) -> new Look(
                    Bytes.of(Arrays.copyOfRange(array, offset, offset + length)),
                    Optional.empty(),
                    files.verdict(file).writers()));
        } catch (IOException e) {
            return new Look(Bytes.EMPTY, Optional.of(String.valueOf(e.getMessage())), List.of());
        }
    }

    private void use(Look look) {
        if (look.problem().isPresent()) {
            complain(look.problem().get());
            return;
        }
        try {
            RoleMap read = RoleFile.parse(look.content());
            used = look.content();
            if (!read.equals(roles)) {
                roles = read;
                log.info("Gatehouse uses the roles in " + file() + ": " + described(read));
            }
        } catch (RoleFileException e) {
            complain(told(e.mistakes()));
        }
    }

    /** {@code 2 SIDs with 1 role: finance}: the number shows a comma that is missing. */
    private static String described(RoleMap roles) {
        int sids = roles.size();
        int names = roles.names().size();
        return sids == 0
                ? "none"
                : (sids == 1 ? "1 SID" : sids + " SIDs") + " with " + (names == 1 ? "1 role" : names + " roles") + ": "
                        + BoundedList.of(roles.names());
    }

    private void warn(Weakness weakness) {
        log.warn(new Failure(
                FailureCode.OPEN_TO_OTHERS,
                "roles: " + file() + " " + weakness.how() + " (" + weakness.permissions() + ").",
                weakness.remedy()
                        + ". Anyone who can change the file can give any user any role. Changed content is not used"
                        + " until then."));
    }

    private static String told(List<String> mistakes) {
        String first = mistakes.stream().limit(MAX_TOLD).collect(Collectors.joining("; "));
        return mistakes.size() > MAX_TOLD ? first + "; and more" : first;
    }

    private void complain(String problem) {
        log.error(new Failure(
                FailureCode.ROLES_UNUSABLE,
                "roles: " + file() + " cannot be used: " + problem + ". "
                        + (roles.equals(RoleMap.EMPTY) ? "No group has a role." : "The roles stay as they were."),
                "Fix the file. It has one SID a line, such as S-1-5-21-1-2-3-1104 = finance, reports. It is reloaded when it"
                        + " changes."));
    }

    private String file() {
        return files.absolute(path.orElseThrow());
    }
}
