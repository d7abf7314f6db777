package org.gatehouse.der;

import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.nio.charset.StandardCharsets;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4120 §5.2.3. */
class GeneralizedTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240230120000Z",
                "20230229120000Z",
                "20240431120000Z",
                "20240001120000Z",
                "20241301120000Z",
                "20240100120000Z",
                "20240101240000Z",
                "20240101126000Z",
                "20240101120060Z"
            })
    void rejectsTimeThatNoCalendarHas(String time) {
        assertTimeMalformed(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20240101120000z", "20240101120000+", "202401011200000", "20240101120000ZZ"})
    void rejectsTimeThatDoesNotEndInZ(String time) {
        assertTimeMalformed(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20240101120000.5Z", "20240101120000+0100", "20240101120000", "240101120000Z", "", "Z"})
    void rejectsFractionsOffsetsAndShorterForms(String time) {
        assertTimeMalformed(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-1-1T12:00Z",
                "2024010112 000Z",
                "-0240101120000Z",
                "+0240101120000Z",
                "202:0101120000Z", // the character after '9', as if it were ten
                "20240:01120000Z",
                "2024010:120000Z",
                "202401010:0000Z",
                "20240101120:00Z",
                "2024010112000:Z"
            })
    void rejectsWhatIsNoDigit(String time) {
        assertTimeMalformed(time);
    }

    private static void assertTimeMalformed(String time) {
        String content = Hex.hex(Bytes.of(time.getBytes(StandardCharsets.US_ASCII)));
        String der = "a5 %02x 18 %02x %s".formatted(time.length() + 2, time.length(), content);
        assertMalformed(() -> new DerReader(hex(der).cursor("T")).time(5, "endtime"), "T.endtime", Reason.BAD_VALUE);
    }
}
