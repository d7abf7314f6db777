package org.gatehouse.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of a file: what is open to everybody, and whom to ask to sign in. Immutable, for any number of threads.
 *
 * @param open are asked first: they are about access, and not about who can answer
 * @param optOut one of the steps, too
 * @param steps in the order in which they are asked
 * @param fallbacks of the rules
 * @param dryRun whether decisions are only told, and everyone is asked
 * @param notes what the administrator may not have meant, one sentence each
 */
public record Conditions(
        List<OpenRule> open,
        OptOutCookie optOut,
        List<Condition> steps,
        RuleFallbacks fallbacks,
        boolean dryRun,
        List<String> notes) {
    /** Everyone is asked who has not opted out, as without a file. */
    public static final Conditions NONE = new Conditions(
            List.of(), OptOutCookie.STANDARD, List.of(OptOutCookie.STANDARD), RuleFallbacks.NONE, false, List.of());

    public Conditions {
        open = List.copyOf(open);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** What is to be done with a request. */
    public Decision decide(Facts facts) {
        Optional<Decision.Open> opened = opened(facts);
        return opened.isPresent() ? opened.get() : asked(facts);
    }

    /** That a request is open to everybody; empty if no rule says so. */
    public Optional<Decision.Open> opened(Facts facts) {
        for (int i = 0; i < open.size(); i++) { // no iterator: this is asked of every request
            if (open.get(i).opens(facts)) {
                return Optional.of(new Decision.Open(open.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Whether a client is to be asked whose request is not open to everybody. */
    public Decision asked(Facts facts) {
        for (int i = 0; i < steps.size(); i++) {
            Optional<Denial> denial = denial(steps.get(i), facts);
            if (denial.isPresent()) {
                return new Decision.Skip(steps.get(i).kind(), denial.get());
            }
        }
        return Decision.Start.START;
    }

    private Optional<Denial> denial(Condition step, Facts facts) {
        Optional<Denial> denial = step.denial(facts);
        return denial.isEmpty() ? denial : Optional.of(denial.get().within(fallbacks.of(step.kind())));
    }

    /** That the client has opted out, which counts in a dry run, too; empty if it has not. */
    public Optional<Decision.Skip> optedOut(Facts facts) {
        return denial(optOut, facts).map(denial -> new Decision.Skip(optOut.kind(), denial));
    }

    /** What those get who have opted out, if the file says so. */
    public Optional<FallbackKind> optOutFallback() {
        return fallbacks.of(RuleKind.OPT_OUT);
    }

    /** The fallbacks that rules name: what each needs has to be there. */
    public Set<FallbackKind> namedFallbacks() {
        return fallbacks.named();
    }

    /** Whether clients are asked at some of the server's names only. */
    public boolean restrictHosts() {
        return steps.stream().anyMatch(Condition::restrictsHosts);
    }

    /** What banner and log say: {@code open: url="/healthz" (line 3) · dry run}. */
    public String description() {
        List<String> parts = new ArrayList<>();
        parts.add(
                open.isEmpty()
                        ? "nothing is open"
                        : "open to everybody: "
                                + open.stream().map(OpenRule::toString).collect(Collectors.joining(", ")));
        if (dryRun) {
            parts.add("dry run: all others are asked, whatever the rules say");
        }
        return String.join(" · ", parts);
    }

    /** How {@link #decide} comes to its decision, step by step. */
    public List<Step> explain(Facts facts) {
        List<Step> explained = new ArrayList<>();
        for (OpenRule rule : open) {
            boolean opens = rule.opens(facts);
            explained.add(new Step(RuleKind.OPEN, !opens, rule + (opens ? " fits" : " does not fit")));
            if (opens) {
                return explained;
            }
        }
        for (Condition step : steps) {
            Optional<Denial> denial = denial(step, facts);
            explained.add(new Step(
                    step.kind(), denial.isEmpty(), denial.map(Denial::toString).orElseGet(() -> step.reason(facts))));
            if (denial.isPresent()) {
                return explained;
            }
        }
        return explained;
    }

    /**
     * One step of an explanation.
     *
     * @param goesOn whether the next step is asked, and after the last one the client
     */
    public record Step(RuleKind kind, boolean goesOn, String reason) {
        /** {@code client address: 10.1.2.3 is allowed by 10.0.0.0/8 (line 4)}. */
        @Override
        public String toString() {
            return kind + ": " + reason;
        }
    }
}
