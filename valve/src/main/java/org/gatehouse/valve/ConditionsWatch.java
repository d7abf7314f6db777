package org.gatehouse.valve;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.Mistake;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.wire.Bytes;

/**
 * The rules of the file of conditions. A file that cannot be used leaves the rules as they were. At the start everyone is asked
 * then, and nothing is open: a mistake must not let anybody in.
 */
final class ConditionsWatch {
    /** Of the mistakes in a file; a line of the log is for one reader. */
    private static final int MAX_TOLD = 5;

    private static final Decision ASK = new Decision.Start();

    private final Log log;
    private final Optional<String> path;
    private final Optional<WatchedFile> file;
    private final Supplier<Set<String>> keytabHosts;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile Conditions conditions = Conditions.NONE;
    private volatile String problem = "";

    /**
     * Reads the file.
     *
     * @param path as it was written; empty if there is no such file
     * @param files reads only those that belong to someone who is trusted
     * @param keytabHosts the host names that the service has keys for at the moment, in lower case
     */
    ConditionsWatch(Optional<String> path, TrustedFiles files, Supplier<Set<String>> keytabHosts, Log log) {
        this.log = log;
        this.keytabHosts = keytabHosts;
        this.path = path.map(files::absolute);
        this.file = path.map(written -> new WatchedFile(
                new WatchedFile.Name("conditions", written, "open the application to everybody"),
                files,
                log,
                new Reader()));
    }

    /**
     * What is to be done with a request. With {@code dryRun}, everyone is asked, and what would be done otherwise is counted and
     * told at debug.
     */
    Decision decide(Request request, ClientView view) {
        Conditions now = conditions;
        if (now.equals(Conditions.NONE)) {
            return ASK;
        }
        Decision decision = now.decide(ConditionFacts.of(request, view));
        if (!now.dryRun()) {
            return decision;
        }
        if (log.isDebugEnabled()) {
            log.debug("dry run: " + decision);
        }
        return ASK;
    }

    /** The rules in force, for explanations. */
    Conditions conditions() {
        return conditions;
    }

    /** How often rules have come into force: 1 for those of the start. */
    int generation() {
        return generation.get();
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
                use(ConditionsFile.parse(content, keytabHosts));
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
                                    + (generation.get() == 0
                                            ? "Everyone is asked to sign in, and nothing is open."
                                            : "The rules stay as they were."),
                            "Fix the file. It is reloaded when it changes. java -jar gatehouse-valve.jar conditions --file … checks it."));
        }
    }

    private void use(Conditions read) {
        conditions = read;
        problem = "";
        generation.incrementAndGet();
        log.info("Gatehouse asks by the conditions in " + path.orElseThrow() + ": " + read.description());
        read.notes().forEach(note -> log.warn("Gatehouse: conditions: " + note + "."));
    }
}
