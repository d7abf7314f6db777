package org.gatehouse.valve;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.Mistake;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.wire.Bytes;

/**
 * The rules of the file of conditions. A file that cannot be used leaves the rules as they were. At the start everyone is asked
 * then, and nothing is open: a mistake must not let anybody in.
 */
final class ConditionsWatch {
    /** Of the mistakes in a file; a line of the log is for one reader. */
    private static final int MAX_TOLD = 5;

    private final Log log;
    private final Optional<String> path;
    private final Optional<WatchedFile> file;
    private final RuleContext around;
    private volatile InForce inForce = InForce.nothing();
    private volatile String problem = "";

    /**
     * Reads the file.
     *
     * @param path as it was written; empty if there is no such file
     * @param files reads only those that belong to someone who is trusted
     */
    ConditionsWatch(Optional<String> path, TrustedFiles files, RuleContext around, Log log) {
        this.log = log;
        this.around = around;
        this.path = path.map(files::absolute);
        this.file = path.map(written -> new WatchedFile(
                new WatchedFile.Name("conditions", written, "open the application to everybody"),
                files,
                log,
                new Reader()));
    }

    /**
     * What rules depend on.
     *
     * @param context whose constraints they may override
     * @param keytabHosts the host names that the service has keys for at the moment, in lower case
     */
    record RuleContext(Context context, Supplier<Set<String>> keytabHosts) {}

    /**
     * Rules, and what they have decided. Counts begin with the rules: a line of another file is another rule.
     *
     * @param generation how often rules have come into force: 1 for those of the start
     * @param decided requests that were opened, or not asked
     * @param dryRun requests that would have been
     */
    record InForce(Conditions conditions, int generation, RuleCounts decided, RuleCounts dryRun) {
        private static InForce nothing() {
            return new InForce(Conditions.NONE, 0, new RuleCounts(), new RuleCounts());
        }

        private InForce next(Conditions read) {
            return new InForce(read, generation + 1, new RuleCounts(), new RuleCounts());
        }
    }

    /** The rules at this moment; a request asks once. */
    InForce inForce() {
        return inForce;
    }

    /** Why the file is not in force as it is; empty if it is. */
    String problem() {
        return problem;
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
                use(ConditionsFile.parse(content, around.keytabHosts()));
                return true;
            } catch (ConditionsException e) {
                unreadable(e.mistakes().stream()
                                .limit(MAX_TOLD)
                                .map(Mistake::toString)
                                .collect(Collectors.joining("; "))
                        + (e.mistakes().size() > MAX_TOLD ? "; and more" : ""));
                return false;
            }
        }

        @Override
        public void unreadable(String why) {
            problem = why;
            log.error(
                    new Failure(
                            FailureCode.CONDITIONS_UNUSABLE,
                            "conditions: " + path.orElseThrow() + " cannot be used: " + why + ". "
                                    + (inForce.generation() == 0
                                            ? "Everyone is asked to sign in, and nothing is open."
                                            : "The rules stay as they were."),
                            "Fix the file. It is reloaded when it changes. java -jar gatehouse-valve.jar conditions --file … checks it."));
        }
    }

    private void use(Conditions read) {
        inForce = inForce.next(read); // only one look at a time comes here
        problem = "";
        log.info("Gatehouse asks by the conditions in " + path.orElseThrow() + ": " + read.description());
        for (String override : OpenOverrides.of(around.context(), read.open())) {
            log.info("Gatehouse: conditions: " + override);
        }
        for (String note : read.notes()) {
            log.warn("Gatehouse: conditions: " + note + ".");
        }
    }
}
