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
    void started(ValveRun run, Coverage coverage) {
        AssembledValve parts = run.parts();
        Instant now = run.clock().instant();
        coverage.problem().ifPresent(this::warn);
        if (parts.outage().isPresent()) {
            return;
        }
        StartBanner.Rules rules =
                StartBanner.Rules.of(context, coverage, run.asking().rulesInForce());
        log.info(starts.started(context, StartBanner.description(parts, rules))
                .map(same -> StartBanner.brief(context, same))
                .orElseGet(() -> StartBanner.of(context, parts, rules, now)));
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

    /** Names without a key by which clients may come, once for all applications; conditions may say that nobody is asked there. */
    void hosts(ValveRun run, Connector[] connectors) {
        if (run.parts().outage().isPresent() || run.asking().rulesInForce().restrictHosts()) {
            return;
        }
        List<String> names =
                KeylessHosts.of(context, connectors, run.parts().keys().hosts());
        if (!names.isEmpty() && starts.isFirst(KeylessHosts.note(names))) {
            log.info(KeylessHosts.note(names));
        }
    }

    /** What nobody can reach, when the application has started and its constraints are complete. */
    void constraints(ValveRun run) {
        boolean formSignsIn = run.asking().form().isWanted(); // users of Tomcat's realm, who can have any role
        ImpassableConstraints.problem(
                        context, role -> formSignsIn || run.users().canHave(role))
                .ifPresent(this::warn);
    }

    private void warn(Failure failure) {
        log.warn(failure);
    }
}
