package org.gatehouse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.9S, 0 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT7M12S, 7 min 12 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT3H0M59S, 3 h",
        "PT10H30M, 10 h 30 min",
        "PT24H, 1 d",
        "P2DT4H59M, 2 d 4 h",
        "P400D, 400 d"
    })
    void namesTheTwoLargestUnits(Duration duration, String words) {
        assertThat(Amount.of(duration)).isEqualTo(words);
    }
}
