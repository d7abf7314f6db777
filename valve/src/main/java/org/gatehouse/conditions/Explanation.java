package org.gatehouse.conditions;

import java.util.ArrayList;
import java.util.List;

/** How rules come to their decision about a request, in lines for people. */
public final class Explanation {
    private Explanation() {}

    /** A line for each step, and one for the outcome. */
    public static List<String> of(Conditions conditions, Facts facts) {
        List<String> lines = new ArrayList<>();
        for (Conditions.Step step : conditions.explain(facts)) {
            lines.add((step.goesOn() ? "goes on  " : "ends     ") + step);
        }
        String outcome = conditions
                .decide(facts)
                .fold(
                        () -> "The client is asked to sign in.",
                        skip -> "The client is not asked to sign in.",
                        open -> "The request is open to everybody.");
        lines.add(outcome + (conditions.dryRun() ? " But this is a dry run: everyone is asked." : ""));
        return lines;
    }
}
