package org.gatehouse.valve;

import java.util.Optional;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.Facts;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.mechanism.SignInEvent;

/** What the conditions say of requests. Each decision is a line at debug, and counts for its rule. */
final class RequestConditions {
    private final ConditionsWatch watch;
    private final RefusalLog refusals;
    private final Log log;

    /** @param refusals tells of rules that could not be evaluated to the end, which anyone can bring about */
    RequestConditions(ConditionsWatch watch, RefusalLog refusals, Log log) {
        this.watch = watch;
        this.refusals = refusals;
        this.log = log;
    }

    /** Whether everyone may see what a request wants. With {@code dryRun}, that is only counted and told. */
    boolean isOpen(Facts facts, SignInEvent.Source source) {
        ConditionsWatch.InForce now = watch.inForce();
        if (now.conditions().open().isEmpty()) {
            return false;
        }
        Optional<Decision.Open> opened = now.conditions().opened(facts);
        opened.ifPresent(open -> note(open, now, source));
        return opened.isPresent() && !now.conditions().dryRun();
    }

    /**
     * Whether a client is to be asked whose request is not open to everybody. With {@code dryRun}, everyone is asked who has
     * not opted out: the cookie is there without any rule.
     */
    Decision asked(Facts facts, SignInEvent.Source source) {
        ConditionsWatch.InForce now = watch.inForce();
        Conditions rules = now.conditions();
        if (!rules.dryRun()) {
            Decision decision = rules.asked(facts);
            if (now.generation() > 0 || decision.fold(() -> false, skip -> true, open -> true)) {
                note(decision, now, source); // without rules, there is nothing to say of anyone who is asked
            }
            return decision;
        }
        if (rules.opened(facts).isEmpty()) { // else what would be done has been told
            note(rules.asked(facts), now, source);
        }
        return rules.optedOut(facts).<Decision>map(skip -> skip).orElseGet(Decision.Start::new);
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
