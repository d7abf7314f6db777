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
    public Optional<Denial> denial(Facts facts) {
        if (allow.isEmpty() && deny.isEmpty()) {
            return Optional.empty();
        }
        String agent = facts.userAgent();
        if (allow.isPresent() && indexOf(allow.get(), agent) < 0) {
            return Optional.of(Denial.of(
                    line,
                    agent.isEmpty()
                            ? "the client does not name its browser"
                            : "the browser is not one of those that are allowed"));
        }
        int denied = indexOf(deny, agent);
        if (denied < 0) {
            return Optional.empty();
        }
        Entry entry = deny.get(denied);
        return Optional.of(Denial.by(entry, "the browser's name contains " + entry.text()));
    }

    @Override
    public String reason(Facts facts) {
        if (allow.isEmpty()) {
            return deny.isEmpty() ? "browsers are not restricted" : "the browser is not denied";
        }
        Entry entry = allow.get().get(indexOf(allow.get(), facts.userAgent()));
        return "the browser's name contains " + entry + (deny.isEmpty() ? "" : ", and is not denied");
    }

    /** Of the first entry that the name contains; negative if it contains none. */
    private static int indexOf(List<Entry> entries, String agent) {
        for (int i = 0; i < entries.size(); i++) { // no iterator: this is asked of every request
            if (AsciiCase.contains(agent, entries.get(i).text())) {
                return i;
            }
        }
        return -1;
    }
}
