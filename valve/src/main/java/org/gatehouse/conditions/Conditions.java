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
 * @param steps in the order in which they are asked
 * @param fallbacks of the rules
 * @param dryRun whether decisions are only told, and everyone is asked
 * @param notes what the administrator may not have meant, one sentence each
 */
public record Conditions(
        List<OpenRule> open, List<Condition> steps, RuleFallbacks fallbacks, boolean dryRun, List<String> notes) {
    /** Everyone is asked, as without a file. */
    public static final Conditions NONE = new Conditions(List.of(), List.of(), RuleFallbacks.NONE, false, List.of());

    public Conditions {
        open = List.copyOf(open);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** What is to be done with a request. */
    public Decision decide(RequestFacts facts) {
        for (OpenRule rule : open) {
            if (rule.opens(facts)) {
                return new Decision.Open(rule);
            }
        }
        for (Condition step : steps) {
            Optional<Denial> denial = denial(step, facts);
            if (denial.isPresent()) {
                return new Decision.Skip(step.kind(), denial.get());
            }
        }
        return Decision.Start.START;
    }

    private Optional<Denial> denial(Condition step, RequestFacts facts) {
        Optional<Denial> denial = step.denial(facts);
        return denial.isEmpty() ? denial : Optional.of(denial.get().within(fallbacks.of(step.kind())));
    }

    /** The fallbacks that rules name: what each needs has to be there. */
    public Set<FallbackKind> namedFallbacks() {
        return fallbacks.named();
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
    public List<Step> explain(RequestFacts facts) {
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
