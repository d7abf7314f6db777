package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.Denial;
import org.gatehouse.conditions.RuleKind;
import org.junit.jupiter.api.Test;

/** Counts of rules, of which a file can have any number. */
class RuleCountsTest {
    private final RuleCounts counts = new RuleCounts();

    private void skip(int line) {
        counts.count(new Decision.Skip(RuleKind.URL, new Denial(line, "the URL matches", false, Optional.empty())));
    }

    @Test
    void rulesOfOneLineAreToldApartByTheirKind() {
        skip(1);
        counts.count(new Decision.Skip(RuleKind.HOST, new Denial(1, "the host", false, Optional.empty())));
        skip(1);

        assertThat(counts.byRule()).containsOnly(Map.entry("URL (line 1)", 2L), Map.entry("host (line 1)", 1L));
    }

    @Test
    void veryManyRulesShareARowInTheEnd() {
        for (int line = 1; line <= RuleCounts.MAX_RULES + 20; line++) {
            skip(line);
        }
        skip(1);

        assertThat(counts.byRule())
                .hasSize(RuleCounts.MAX_RULES + 1)
                .containsEntry("URL (line 1)", 2L)
                .containsEntry(RuleCounts.OTHERS, 20L);
    }
}
