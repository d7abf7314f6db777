package org.gatehouse.dtyp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1601-01-01T00:00:00.000000100Z",
        "116444736000000000, 1970-01-01T00:00:00Z",
        "127645946122526512, 2005-06-30T08:43:32.252651200Z",
        "133723493170000000, 2024-10-02T13:28:37Z",
        "9223372036854775806, +30828-09-14T02:48:05.477580600Z"
    })
    void countsIntervalsSinceTheYear1601(long intervals, Instant instant) {
        assertThat(new FileTime(intervals).instant()).contains(instant);
        assertThat(FileTime.of(instant)).isEqualTo(new FileTime(intervals));
        assertThat(new FileTime(intervals)).hasToString(instant.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void hasValuesThatMeanNever(long intervals) {
        assertThat(new FileTime(intervals).instant()).isEmpty();
        assertThat(new FileTime(intervals)).hasToString("never");
    }

    @Test
    void cutsWhatIsFinerThanAnInterval() {
        assertThat(FileTime.of(Instant.parse("2024-10-02T13:28:37.000000199Z")))
                .isEqualTo(new FileTime(133_723_493_170_000_001L));
    }
}
