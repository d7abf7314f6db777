package org.gatehouse.valve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.policy.RoleFile;
import org.gatehouse.policy.RoleFileException;
import org.gatehouse.policy.RoleMap;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.text.BoundedList;
import org.gatehouse.wire.Bytes;

/** The roles of the roles file. A file that cannot be used leaves the roles as they were; at the start there are none then. */
final class RoleWatch {
    /** Of the mistakes in a file; a line of the log is for one reader. */
    private static final int MAX_TOLD = 5;

    private final Log log;
    private final Optional<String> path;
    private final Optional<WatchedFile> file;
    private volatile RoleMap roles = RoleMap.EMPTY;

    /**
     * Reads the file.
     *
     * @param path as it was written; empty if there is no roles file
     * @param files reads only those that belong to someone who is trusted
     */
    RoleWatch(Optional<String> path, TrustedFiles files, Log log) {
        this.log = log;
        this.path = path.map(files::absolute);
        this.file = path.map(written -> new WatchedFile(
                new WatchedFile.Name("roles", written, "give any user any role"), files, log, new Reader()));
    }

    /** The roles in force. A request asks once. */
    RoleMap roles() {
        return roles;
    }

    /** Looks at the file once, and reads it. */
    void look() {
        file.ifPresent(WatchedFile::look);
    }

    /** Looks at the file once, and reads it if it may have changed. */
    void lookIfChanged() {
        file.ifPresent(WatchedFile::lookIfChanged);
    }

    private final class Reader implements WatchedFile.Reader {
        @Override
        public boolean read(Bytes content) {
            try {
                use(RoleFile.parse(content));
                return true;
            } catch (RoleFileException e) {
                unreadable(told(e.mistakes()));
                return false;
            }
        }

        @Override
        public void unreadable(String problem) {
            log.error(new Failure(
                    FailureCode.ROLES_UNUSABLE,
                    "roles: " + path.orElseThrow() + " cannot be used: " + problem + ". "
                            + (roles.equals(RoleMap.EMPTY) ? "No group has a role." : "The roles stay as they were."),
                    "Fix the file. It has one SID a line, such as S-1-5-21-1-2-3-1104 = finance, reports. It is reloaded when"
                            + " it changes."));
        }
    }

    private void use(RoleMap read) {
        if (!read.equals(roles)) {
            roles = read;
            log.info("Gatehouse uses the roles in " + path.orElseThrow() + ": " + described(read));
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

    private static String told(List<String> mistakes) {
        String first = mistakes.stream().limit(MAX_TOLD).collect(Collectors.joining("; "));
        return mistakes.size() > MAX_TOLD ? first + "; and more" : first;
    }
}
