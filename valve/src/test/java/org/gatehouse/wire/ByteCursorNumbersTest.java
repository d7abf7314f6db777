package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verb that reads a number: its order, its sign, and where it ends. */
class ByteCursorNumbersTest {
    private static final Map<String, Verb> VERBS = Map.of(
            "UINT8", new Verb(1, cursor -> cursor.uint8("a")),
            "UINT16_BIG", new Verb(2, cursor -> cursor.uint16Big("a")),
            "UINT16_LITTLE", new Verb(2, cursor -> cursor.uint16Little("a")),
            "INT32_BIG", new Verb(4, cursor -> cursor.int32Big("a")),
            "INT32_LITTLE", new Verb(4, cursor -> cursor.int32Little("a")),
            "UINT32_BIG", new Verb(4, cursor -> cursor.uint32Big("a")),
            "UINT32_LITTLE", new Verb(4, cursor -> cursor.uint32Little("a")),
            "LENGTH32_LITTLE", new Verb(4, cursor -> cursor.length32Little("a", Integer.MAX_VALUE)),
            "UINT64_BIG", new Verb(8, cursor -> cursor.uint64Big("a")),
            "UINT64_LITTLE", new Verb(8, cursor -> cursor.uint64Little("a")));

    /** A verb, and how many bytes it takes. */
    private record Verb(int size, Reading reading) {
        static Verb of(String name) {
            return Objects.requireNonNull(VERBS.get(name), name);
        }

        long read(ByteCursor cursor) throws WireException {
            return reading.of(cursor);
        }
    }

    /** What a verb does. */
    private interface Reading {
        long of(ByteCursor cursor) throws WireException;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            UINT8, 00, 0
            UINT8, ff, 255
            UINT16_BIG, 0102, 258
            UINT16_BIG, ffff, 65535
            UINT16_BIG, 8000, 32768
            UINT16_LITTLE, 0102, 513
            UINT16_LITTLE, ffff, 65535
            UINT16_LITTLE, 0080, 32768
            INT32_BIG, 01020304, 16909060
            INT32_BIG, ffffffff, -1
            INT32_BIG, 80000000, -2147483648
            INT32_LITTLE, 01020304, 67305985
            INT32_LITTLE, ffffffff, -1
            INT32_LITTLE, 00000080, -2147483648
            UINT32_BIG, 01020304, 16909060
            UINT32_BIG, ffffffff, 4294967295
            UINT32_BIG, 80000000, 2147483648
            UINT32_LITTLE, 01020304, 67305985
            UINT32_LITTLE, ffffffff, 4294967295
            UINT32_LITTLE, 00000080, 2147483648
            LENGTH32_LITTLE, 01020304, 67305985
            LENGTH32_LITTLE, ffffff7f, 2147483647
            UINT64_BIG, 0102030405060708, 72623859790382856
            UINT64_BIG, 00000000ffffffff, 4294967295
            UINT64_BIG, ffffffffffffffff, -1
            UINT64_BIG, 8000000000000000, -9223372036854775808
            UINT64_LITTLE, 0102030405060708, 578437695752307201
            UINT64_LITTLE, ffffffff00000000, 4294967295
            UINT64_LITTLE, ffffffffffffffff, -1
            UINT64_LITTLE, ffffffffffffff7f, 9223372036854775807
            """)
    void readsNumberInTheOrderThatItsVerbNames(String name, String digits, long expected) throws WireException {
        Verb verb = Verb.of(name);
        ByteCursor cursor = hex("ee" + digits + "ee").slice(1, verb.size + 1).cursor("M");

        assertThat(verb.read(cursor)).isEqualTo(expected);
        assertThat(cursor.position()).isEqualTo(verb.size);
    }

    static Stream<String> verbs() {
        return VERBS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void refusesNumberThatIsCutAnywhereAndStaysWhereItIs(String name) throws WireException {
        Verb verb = Verb.of(name);
        for (int length = 0; length < verb.size; length++) {
            ByteCursor cursor = Bytes.of(new byte[20]).slice(0, 3 + length).cursor("M");
            cursor.skip("before", 3);

            assertMalformed(() -> verb.read(cursor), "M.a", Reason.TRUNCATED, 3);

            assertThat(cursor.remaining()).as("left of %d bytes", length).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void refusesNumberThatIsCutByItsStructureThoughTheMessageGoesOn(String name) throws WireException {
        Verb verb = Verb.of(name);
        ByteCursor cursor = Bytes.of(new byte[20]).cursor("M");
        cursor.enter("S", verb.size - 1);

        assertMalformed(() -> verb.read(cursor), "M.S.a", Reason.TRUNCATED, 0);
    }

    @Test
    void acceptsLengthUpToItsLimit() throws WireException {
        assertThat(hex("00010000").cursor("M").length32Little("a", 256)).isEqualTo(256);
        assertThat(hex("00000000").cursor("M").length32Little("a", 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"01010000, 256", "01000000, 0", "00000080, 2147483647", "ffffffff, 2147483647", "ffffffff, 0"})
    void refusesLengthAboveItsLimit(String digits, int limit) throws WireException {
        ByteCursor cursor = hex("ee" + digits).cursor("M");
        cursor.skip("before", 1);

        assertMalformed(() -> cursor.length32Little("a", limit), "M.a", Reason.TOO_LONG, 1);
    }
}
