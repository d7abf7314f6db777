package org.gatehouse.valve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;

/**
 * What the log says when a valve has started. Tomcat's formatters print the class and method that wrote a line: so each line
 * is written by a method with a name, and none by a lambda.
 *
 * @param log the valve's
 */
record StartReport(Context context, Log log, ServerStarts starts) {
    /** The banner; one line, if another application has the same. An outage has told itself, and has no keys to show. */
    void started(AssembledValve parts, Coverage coverage, Instant now) {
        coverage.problem().ifPresent(this::warn);
        if (parts.outage().isPresent()) {
            return;
        }
        log.info(starts.started(context, StartBanner.description(parts, coverage))
                .map(same -> StartBanner.brief(context, same))
                .orElseGet(() -> StartBanner.of(context, parts, coverage, now)));
    }

    /** A program has added or removed constraints of the running application, and so opened or closed something. */
    void coverageChanged(String coverage) {
        log.info(StartBanner.covers(context, coverage));
    }

    /** Each connector that is too small for large tickets or lets users in by itself, once for all applications. */
    void connectors(Connector[] connectors) {
        List<Failure> problems = new ArrayList<>(HeaderLimits.problems(connectors));
        problems.addAll(FrontUsers.problems(connectors));
        for (Failure failure : starts.untold(problems)) {
            log.warn(failure);
        }
    }

    /** What nobody can reach, when the application has started and its constraints are complete. */
    void constraints(ValveRun run) {
        boolean formSignsIn = FormFallback.isWanted(run); // users of Tomcat's realm, who can have any role
        ImpassableConstraints.problem(
                        context, role -> formSignsIn || run.users().canHave(role))
                .ifPresent(this::warn);
    }

    private void warn(Failure failure) {
        log.warn(failure);
    }
}
