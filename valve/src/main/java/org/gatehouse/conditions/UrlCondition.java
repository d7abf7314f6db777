package org.gatehouse.conditions;

import java.util.List;
import java.util.Optional;

/**
 * URLs for which nobody is asked, as they were sent. What cannot be compared within the bounds counts as one of them: then
 * nobody is asked, and nobody gets in.
 */
record UrlCondition(List<UrlRule> deny, int line) implements Condition {
    static final UrlCondition NONE = new UrlCondition(List.of(), 0);

    /** In characters. Browsers send less, and Tomcat takes no more unless it is told to. */
    static final int MAX_URL = 8192;

    UrlCondition {
        deny = List.copyOf(deny);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.URL;
    }

    @Override
    public Optional<Denial> denial(RequestFacts facts) {
        if (deny.isEmpty()) {
            return Optional.empty();
        }
        String url = facts.url();
        if (url.length() > MAX_URL) {
            return Optional.of(Denial.of(line, "the URL is longer than " + MAX_URL + " characters")
                    .stopped());
        }
        ReadBudget budget = new ReadBudget();
        for (UrlRule rule : deny) {
            try {
                if (rule.pattern().matches(url, budget)) {
                    return Optional.of(Denial.by(
                            rule.entry(), "the URL matches " + rule.entry().text()));
                }
            } catch (StoppedException e) {
                return Optional.of(Denial.by(
                                rule.entry(),
                                "the URL was not compared with " + rule.entry().text() + " to the end: "
                                        + e.getMessage())
                        .stopped());
            }
        }
        return Optional.empty();
    }

    @Override
    public String reason(RequestFacts facts) {
        return deny.isEmpty() ? "URLs are not restricted" : "the URL is not denied";
    }
}
