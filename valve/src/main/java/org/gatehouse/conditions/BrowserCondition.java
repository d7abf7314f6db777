package org.gatehouse.conditions;

import java.util.List;
import java.util.Optional;
import org.gatehouse.text.AsciiCase;

/**
 * Which browsers are asked, by what their User-Agent contains. As for addresses, allow comes before deny.
 *
 * @param allow in lower case; empty if there is no such list; one without entries allows no browser
 * @param deny in lower case
 * @param line where the allow list begins
 */
record BrowserCondition(Optional<List<Entry>> allow, List<Entry> deny, int line) implements Condition {
    static final BrowserCondition NONE = new BrowserCondition(Optional.empty(), List.of(), 0);

    BrowserCondition {
        allow = allow.map(List::copyOf);
        deny = List.copyOf(deny);
    }

    @Override
    public RuleKind kind() {
        return RuleKind.BROWSER;
    }

    @Override
    public Optional<Denial> denial(RequestFacts facts) {
        if (allow.isEmpty() && deny.isEmpty()) {
            return Optional.empty();
        }
        String agent = AsciiCase.fold(facts.userAgent());
        if (allow.isPresent() && find(allow.get(), agent).isEmpty()) {
            return Optional.of(Denial.of(
                    line,
                    facts.userAgent().isEmpty()
                            ? "the client does not name its browser"
                            : "the browser is none of those that are allowed"));
        }
        return find(deny, agent).map(entry -> Denial.by(entry, "the browser's name contains " + entry.text()));
    }

    @Override
    public String reason(RequestFacts facts) {
        if (allow.isEmpty()) {
            return deny.isEmpty() ? "browsers are not restricted" : "the browser is not denied";
        }
        Entry entry = find(allow.get(), AsciiCase.fold(facts.userAgent())).orElseThrow();
        return "the browser's name contains " + entry + (deny.isEmpty() ? "" : ", and is not denied");
    }

    private static Optional<Entry> find(List<Entry> entries, String agent) {
        for (Entry entry : entries) {
            if (agent.contains(entry.text())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
