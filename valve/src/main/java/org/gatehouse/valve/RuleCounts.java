package org.gatehouse.valve;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.RuleKind;

/**
 * How many requests each rule of a file has decided. Only rules that have decided one take memory, and of a file with very many
 * of them the last ones share a row.
 */
final class RuleCounts {
    static final int MAX_RULES = 1000;
    /** Where the rules are counted that have no row of their own. */
    static final String OTHERS = "other rules";

    private final Map<Rule, LongAdder> byRule = new ConcurrentHashMap<>();
    private final LongAdder others = new LongAdder();

    private record Rule(RuleKind kind, int line) {
        /** {@code URL (line 21)}. */
        @Override
        public String toString() {
            return kind + " (line " + line + ")";
        }
    }

    void count(Decision.Skip skip) {
        count(new Rule(skip.rule(), skip.denial().line()));
    }

    void count(Decision.Open open) {
        count(new Rule(RuleKind.OPEN, open.rule().line()));
    }

    private void count(Rule rule) {
        LongAdder known = byRule.get(rule);
        if (known != null) {
            known.increment();
        } else if (byRule.size() < MAX_RULES) {
            byRule.computeIfAbsent(rule, first -> new LongAdder()).increment();
        } else {
            others.increment();
        }
    }

    SortedMap<String, Long> byRule() {
        SortedMap<String, Long> counts = new TreeMap<>();
        byRule.forEach((rule, count) -> counts.put(rule.toString(), count.sum()));
        if (others.sum() > 0) {
            counts.put(OTHERS, others.sum());
        }
        return counts;
    }
}
