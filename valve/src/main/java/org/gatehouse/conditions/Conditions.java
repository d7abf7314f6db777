package org.gatehouse.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of a file: what is open to everybody, and whom to ask to sign in. Immutable, for any number of threads.
 *
 * @param open are asked first: they are about access, and not about who can answer
 * @param steps in the order in which they are asked
 * @param dryRun whether decisions are only told, and everyone is asked
 * @param notes what the administrator may not have meant, one sentence each
 */
public record Conditions(List<OpenRule> open, List<Condition> steps, boolean dryRun, List<String> notes) {
    /** Everyone is asked, as without a file. */
    public static final Conditions NONE = new Conditions(List.of(), List.of(), false, List.of());

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
            Optional<Denial> denial = steps.get(i).denial(facts);
            if (denial.isPresent()) {
                return new Decision.Skip(steps.get(i).kind(), denial.get());
            }
        }
        return Decision.Start.START;
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
            Optional<Denial> denial = step.denial(facts);
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
