package org.gatehouse.pac.sids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidBoundariesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "PARTNER.COM=member",
                "PARTNER.COM=forest",
                "PARTNER.COM=quarantined",
                "partner.com=quarantined:S-1-5-21-1-2-3",
                "PARTNER.COM=forest:S-1-5-21-1-2-3:S-1-5-21-4-5-6"
            })
    void takesRealmsWithWhatTheyMaySpeakFor(String element) {
        assertThat(SidBoundaries.isElement(element)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=forest",
                "forest",
                "PARTNER.COM",
                "PARTNER.COM=",
                "PARTNER.COM=Forest",
                "PARTNER.COM=external",
                "PARTNER.COM=forest:",
                "PARTNER.COM=forest:S-1-5-21-1-2-3:",
                "PARTNER.COM=forest:S-1-5-21-1-2-3-500",
                "PARTNER.COM=forest:S-1-5-32",
                "PARTNER.COM=forest:S-1-5-21-0-0-0",
                "PARTNER.COM=forest:PARTNER",
                "PARTNER.COM=S-1-5-21-1-2-3",
                "-=forest",
                "Report"
            })
    void takesNothingElse(String element) {
        assertThat(SidBoundaries.isElement(element)).isFalse();
    }

    @Test
    void namesNoRealmTwice() {
        assertThat(SidBoundaries.of(List.of("A.COM=forest", "a.com=member"))).isEmpty();
        assertThat(SidBoundaries.of(List.of("A.COM=forest", "B.COM=member"))).isPresent();
    }

    @Test
    void areWrittenAsTheyAreReadInOneOrder() {
        assertThat(SidBoundaries.of(
                        List.of("partner.com=forest:S-1-5-21-4-5-6:S-1-5-21-1-2-3", "EXAMPLE.COM=member", "report")))
                .get()
                .hasToString("report EXAMPLE.COM=member PARTNER.COM=forest:S-1-5-21-1-2-3:S-1-5-21-4-5-6");
        assertThat(SidBoundaries.STANDARD.toString()).isEmpty();
    }
}
