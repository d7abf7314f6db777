package org.gatehouse.dtyp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Map;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.ndr.NdrWriter;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcUnicodeStringTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "alice", "J\u00f6rg \u4e2d\ud83d\ude00"})
    void isReadAsItIsWritten(String text) throws WireException {
        assertThat(read(NdrWriter.serialized(ndr -> ndr.unicodeString("S", text))))
                .isEqualTo(text);
    }

    /** As Windows writes names: with room for a zero that is not sent. */
    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void roomMayBeLargerThanTheText(long maximumLength) throws WireException {
        Bytes stream = written("alice", Map.of("S.MaximumLength", maximumLength, "S.MaximumCount", 6L));

        assertThat(read(stream)).isEqualTo("alice");
    }

    @Test
    void emptyTextMayHaveABuffer() throws WireException {
        Bytes stream = Hex.hex("01100800cccccccc 1800000000000000 00000200 00000000 04000200 000000000000000000000000");

        assertThat(read(stream)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "S.Length, 9, T.S.Length, BAD_LENGTH",
        "S.Length, 11, T.S.Length, BAD_LENGTH",
        "S.Length, 12, T.S.MaximumLength, BAD_LENGTH",
        "S.Length, 65534, T.S.MaximumLength, BAD_LENGTH",
        "S.Length, 8, T.S.ActualCount, BAD_LENGTH",
        "S.Length, 0, T.S.ActualCount, BAD_LENGTH",
        "S.MaximumLength, 8, T.S.MaximumLength, BAD_LENGTH",
        "S.MaximumLength, 12, T.S.MaximumCount, BAD_LENGTH",
        "S.MaximumLength, 65535, T.S.MaximumCount, BAD_LENGTH",
        "S.Buffer, 0, T.S.Buffer, BAD_VALUE",
        "S.MaximumCount, 4, T.S.MaximumCount, BAD_LENGTH",
        "S.MaximumCount, 4294967295, T.S.MaximumCount, BAD_LENGTH",
        "S.Offset, 1, T.S.Offset, BAD_OFFSET",
        "S.ActualCount, 4, T.S.ActualCount, BAD_LENGTH",
        "S.ActualCount, 6, T.S.ActualCount, BAD_LENGTH",
        "S.ActualCount, 4294967295, T.S.ActualCount, BAD_LENGTH"
    })
    void refusesLengthsThatDoNotAgree(String field, long value, String path, Reason reason) {
        assertMalformed(() -> read(written("alice", Map.of(field, value))), path, reason);
    }

    /** {@code admin\0x} would be one user for a reader in C and another one here. */
    @ParameterizedTest
    @ValueSource(strings = {"admin\0x", "\0", "admin\0", "\ud83d", "\ude00\ud83d", "a\ud83db"})
    void refusesZerosAndLoneSurrogates(String text) {
        Bytes stream = written("x".repeat(text.length()), Map.of());
        byte[] bytes = stream.toArray();
        for (int i = 0; i < text.length(); i++) {
            bytes[40 + 2 * i] = (byte) text.charAt(i);
            bytes[41 + 2 * i] = (byte) (text.charAt(i) >> 8);
        }

        assertMalformed(() -> read(Bytes.of(bytes)), "T.S.Buffer", Reason.BAD_VALUE, 40);
    }

    @Test
    void refusesLengthsBeyondTheStream() {
        Map<String, Long> lies = Map.of(
                "S.Length", 65_534L, "S.MaximumLength", 65_534L, "S.MaximumCount", 32_767L, "S.ActualCount", 32_767L);

        assertMalformed(() -> read(written("alice", lies)), "T.S.Buffer", Reason.TRUNCATED);
    }

    private static Bytes written(String text, Map<String, Long> lies) {
        return NdrWriter.serialized(ndr -> ndr.unicodeString("S", text), lies);
    }

    private static String read(Bytes stream) throws WireException {
        NdrReader ndr = NdrReader.open("T", stream);
        ndr.requiredPointer("referent");
        RpcUnicodeString string = RpcUnicodeString.read(ndr, "S");
        String text = string.text(ndr);
        ndr.end();
        return text;
    }
}
