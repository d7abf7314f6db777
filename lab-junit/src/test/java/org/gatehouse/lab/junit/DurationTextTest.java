package org.gatehouse.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"+7m, PT7M", "-90s, PT-90S", "1h30m, PT1H30M", "2d, PT48H", "0s, PT0S", "-1d1h1m1s, PT-25H-1M-1S"})
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(DurationText.parse("here", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "m", "+", "7 m", "+-7m", "7m+1s", "9999999999d", "PT7M"})
    void saysWhatToWriteInsteadOfAnythingElse(String text) {
        assertThatThrownBy(() -> DurationText.parse("@ClockShift: by", text))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("@ClockShift: by = \"" + text + "\" is no duration. Write numbers with d, h, m or s:"
                        + " \"90s\", \"+7m\", \"-1h30m\"");
    }
}
