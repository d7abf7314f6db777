package org.gatehouse.valve;

import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.Facts;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.mechanism.SignInEvent;

/** What the conditions say of requests. Each decision is a line at debug, and counts for its rule. */
final class RequestConditions {
    private static final Decision ASK = new Decision.Start();

    private final ConditionsWatch watch;
    private final RefusalLog refusals;
    private final Log log;

    /** @param refusals tells of rules that could not be evaluated to the end, which anyone can bring about */
    RequestConditions(ConditionsWatch watch, RefusalLog refusals, Log log) {
        this.watch = watch;
        this.refusals = refusals;
        this.log = log;
    }

    /** What is to be done with a request. With {@code dryRun}, everyone is asked, and what would be done is counted and told. */
    Decision decide(Request request, SignInEvent.Source source) {
        Optional<Decision.Open> opened = opened(request, source);
        return opened.isPresent() ? opened.get() : asked(request, source);
    }

    /** That everyone may see what a request wants; empty if no rule says so. */
    Optional<Decision.Open> opened(Request request, SignInEvent.Source source) {
        ConditionsWatch.InForce now = watch.inForce();
        if (now.conditions().open().isEmpty()) {
            return Optional.empty();
        }
        Optional<Decision.Open> opened = now.conditions().opened(ConditionFacts.of(request));
        opened.ifPresent(open -> note(open, now, source));
        return now.conditions().dryRun() ? Optional.empty() : opened;
    }

    /** Whether the client is to be asked, of a request that is not open to everybody. */
    Decision asked(Request request, SignInEvent.Source source) {
        ConditionsWatch.InForce now = watch.inForce();
        if (now.conditions().steps().isEmpty()) {
            return ASK;
        }
        Facts facts = ConditionFacts.of(request);
        boolean dryRun = now.conditions().dryRun();
        if (dryRun && now.conditions().opened(facts).isPresent()) {
            return ASK; // what would be done has been told
        }
        Decision decision = now.conditions().asked(facts);
        note(decision, now, source);
        return dryRun ? ASK : decision;
    }

    private void note(Decision decision, ConditionsWatch.InForce now, SignInEvent.Source source) {
        boolean dryRun = now.conditions().dryRun();
        RuleCounts counts = dryRun ? now.dryRun() : now.decided();
        boolean hasLine = decision.fold(
                () -> false,
                skip -> {
                    counts.count(skip);
                    if (skip.denial().isStopped()) {
                        refusals.fault(stopped(skip, dryRun), source, Optional.empty());
                    }
                    return !dryRun; // that of the event, which says what the client sent
                },
                open -> {
                    counts.count(open);
                    return false;
                });
        if (!hasLine && log.isDebugEnabled()) {
            log.debug(line(decision, dryRun, source));
        }
    }

    private static Failure stopped(Decision.Skip skip, boolean dryRun) {
        return new Failure(
                FailureCode.NOT_ASKED,
                skip.denial() + ". This counts as denied, so the client "
                        + (dryRun ? "would not be asked to sign in (dry run)." : "is not asked to sign in."),
                "If the URL is one of the application's own, change the rules in <urls>. A star does what .* does in an"
                        + " expression, and is never too expensive.");
    }

    /** {@code [7F3A-91C2] 10.1.2.3 was let through as nobody: open: url="/healthz" (line 3)}. */
    private static String line(Decision decision, boolean dryRun, SignInEvent.Source source) {
        String said = decision.fold(
                () -> "may be asked to sign in: no rule of the conditions says no",
                skip -> "would not be asked to sign in (dry run): " + skip,
                open -> (dryRun ? "would be let through as nobody (dry run): " : "was let through as nobody: ") + open);
        return "[" + source.reference() + "] " + source.peer().address() + " " + said;
    }
}
