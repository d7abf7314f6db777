package org.gatehouse.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer with little room; what it writes is compared with the JDK's in {@link DerTwinsTest}. */
class DerWriterTest {
    private static final Instant TIME = Instant.parse("2024-01-02T03:04:05Z");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 17, 18, 19, 20})
    void writesTimeWhateverRoomIsLeft(int capacity) {
        DerWriter der = new DerWriter(capacity);

        der.time(5, TIME);

        assertThat(der.toBytes())
                .isEqualTo(
                        hex("a5 11 18 0f" + Hex.hex(Bytes.of("20240102030405Z".getBytes(StandardCharsets.US_ASCII)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 129, 130, 131, 132, 133})
    void makesRoomForTheLengthOfALongElement(int capacity) {
        DerWriter der = new DerWriter(capacity);

        int mark = der.begin(Tag.SEQUENCE);
        der.raw(Bytes.of(new byte[128]));
        der.end(mark);

        assertThat(der.toBytes()).isEqualTo(hex("30 81 80" + " 00".repeat(128)));
    }

    @Test
    void derWriterIsEmptyAfterItGaveItsSecretAway() {
        DerWriter der = new DerWriter();
        der.octets(0, hex("aa bb"));

        der.toSecret().close();

        assertThat(der.toBytes()).isEqualTo(Bytes.EMPTY);
    }
}
