package org.gatehouse.pac.claims;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.pac.claims.XpressHuffmanTest.decompress;
import static org.gatehouse.pac.claims.XpressHuffmanTest.random;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.Allocation;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile.Entry;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that a compressor never writes. */
class BrokenXpressHuffmanTest {
    private static final int TABLE = 256;
    private static final int MEBIBYTE = 1 << 20;

    static List<Entry> vectors() {
        return XpressHuffmanTest.vectors();
    }

    /** The word of the symbol that ends the data may be missing with the symbol; nothing else may. */
    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryPrefixInWhichDataIsMissing(Entry vector) throws WireException {
        Bytes compressed = vector.bytes("compressed");
        Bytes whole = decompress(compressed, vector.number("size"));
        for (int length = 0; length < compressed.length(); length++) {
            Bytes prefix = compressed.slice(0, length);
            if (length == compressed.length() - Short.BYTES && isRead(prefix, vector.number("size"))) {
                assertThat(decompress(prefix, vector.number("size"))).isEqualTo(whole);
            } else {
                assertThat(isRead(prefix, vector.number("size")))
                        .as("%d bytes", length)
                        .isFalse();
            }
        }
    }

    private static boolean isRead(Bytes compressed, int size) {
        try {
            decompress(compressed, size);
            return true;
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, compressed.length());
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255})
    void refusesTableThatEnds(int length) {
        assertMalformed(
                () -> decompress(Bytes.of(new byte[length]), 10), "ClaimsSet.HuffmanTable", Reason.TRUNCATED, length);
    }

    @Test
    void refusesTableWithoutCode() {
        assertMalformed(() -> decompress(Bytes.of(new byte[300]), 10), "ClaimsSet.HuffmanTable", Reason.BAD_VALUE, 0);
    }

    /** One word of one bit leaves the other bit without a meaning. */
    @Test
    void refusesTableWithOneWord() {
        byte[] input = new byte[TABLE + 4];
        input['a' / 2] = 0x10;

        assertMalformed(() -> decompress(Bytes.of(input), 1), "ClaimsSet.HuffmanTable", Reason.BAD_VALUE, 0);
    }

    @Test
    void refusesTableOfWhichOneWordIsMissing() {
        byte[] input = alphabet();
        input['c' / 2] &= 0x0f;

        assertMalformed(() -> decompress(Bytes.of(input), 26), "ClaimsSet.HuffmanTable", Reason.BAD_VALUE, 0);
    }

    @Test
    void refusesTableWithOneWordTooMany() {
        byte[] input = alphabet();
        input[0] = 0xf;

        assertMalformed(() -> decompress(Bytes.of(input), 26), "ClaimsSet.HuffmanTable", Reason.BAD_VALUE, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15})
    void refusesTableInWhichEverySymbolHasWordOfThisLength(int length) {
        byte[] input = new byte[1000];
        Arrays.fill(input, 0, TABLE, (byte) (length << 4 | length));

        assertMalformed(() -> decompress(Bytes.of(input), 26), "ClaimsSet.HuffmanTable", Reason.BAD_VALUE, 0);
    }

    @Test
    void refusesBrokenTableOfSecondBlock() {
        byte[] data = random(70_000, 256);
        byte[] compressed = XpressHuffmanWriter.literals(data).toArray();
        byte[] first = XpressHuffmanWriter.withoutEndOfData(
                        LzToken.literals(data).subList(0, 65_536))
                .toArray();
        compressed[first.length + 1] ^= 1;

        assertMalformed(
                () -> decompress(Bytes.of(compressed), data.length),
                "ClaimsSet.HuffmanTable",
                Reason.BAD_VALUE,
                first.length);
    }

    @Test
    void refusesMatchBeforeAnyOutput() {
        assertMalformed(
                () -> decompress(XpressHuffmanWriter.of(List.of(LzToken.match(3, 1))), 3),
                "ClaimsSet.MatchOffset",
                Reason.BAD_OFFSET);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 7, 8, 1000, 65_535})
    void refusesMatchThatReachesBeforeTheOutput(int offset) {
        List<LzToken> tokens = List.of(LzToken.literal('a'), LzToken.literal('b'), LzToken.match(3, offset));

        assertMalformed(
                () -> decompress(XpressHuffmanWriter.of(tokens), 5), "ClaimsSet.MatchOffset", Reason.BAD_OFFSET);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 17, 18, 273, 65_538, 65_539, 100_000_000, 0x7fff_ffff})
    void refusesMatchThatExceedsTheSize(int length) {
        List<LzToken> tokens = List.of(LzToken.literal('a'), LzToken.match(length, 1));

        assertMalformed(
                () -> decompress(XpressHuffmanWriter.of(tokens), Math.min(length, MEBIBYTE)),
                "ClaimsSet.MatchLength",
                Reason.BAD_LENGTH);
    }

    /** The form of two or four bytes is for lengths that do not fit into one. */
    @ParameterizedTest
    @ValueSource(strings = {"0100", "0e00", "000000000000", "00000e000000"})
    void refusesLongLengthThatIsTooShort(String length) {
        Bytes compressed = XpressHuffmanWriter.of(List.of(LzToken.literal('a'), LzToken.match(1000, 1)));
        byte[] input = Arrays.copyOf(compressed.toArray(), TABLE + 5 + length.length() / 2 + 20);
        Bytes value = hex(length);
        value.copyTo(input, TABLE + 5);

        assertMalformed(() -> decompress(Bytes.of(input), 1001), "ClaimsSet.MatchLength", Reason.BAD_VALUE, TABLE + 5);
    }

    /** The highest bit of four bytes is not a sign. */
    @Test
    void refusesLengthOfFourBillion() {
        Bytes compressed = XpressHuffmanWriter.of(List.of(LzToken.literal('a'), LzToken.match(100_000, 1)));
        byte[] input = compressed.toArray();
        Arrays.fill(input, TABLE + 7, TABLE + 11, (byte) 0xff);

        assertMalformed(
                () -> decompress(Bytes.of(input), MEBIBYTE), "ClaimsSet.MatchLength", Reason.BAD_LENGTH, TABLE + 4);
    }

    @Test
    void refusesDataThatIsLongerThanItsSize() {
        byte[] data = random(1000, 256);

        assertMalformed(() -> decompress(XpressHuffmanWriter.literals(data), 999), "ClaimsSet.end", Reason.TRAILING);
    }

    @Test
    void refusesDataThatIsShorterThanItsSize() {
        byte[] data = random(1000, 256);

        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> decompress(XpressHuffmanWriter.literals(data), 1100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 300})
    void refusesBytesAfterTheEnd(int extra) {
        byte[] alphabet = alphabet();

        assertMalformed(
                () -> decompress(Bytes.of(Arrays.copyOf(alphabet, alphabet.length + extra)), 26),
                "ClaimsSet.end",
                Reason.TRAILING);
    }

    @Test
    void refusesThirdBlockAfterDataThatFillsTwo() {
        byte[] data = random(131_072, 256);
        byte[] compressed = XpressHuffmanWriter.compress(data).toArray();
        byte[] more = XpressHuffmanWriter.literals(new byte[] {1, 2, 3}).toArray();
        byte[] both = Arrays.copyOf(compressed, compressed.length + more.length);
        System.arraycopy(more, 0, both, compressed.length, more.length);

        assertMalformed(() -> decompress(Bytes.of(both), data.length), "ClaimsSet.end", Reason.TRAILING);
    }

    /** A size costs nothing: the output grows by what is decoded. */
    @Test
    void allocatesNothingForSizeThatTheDataDoesNotHave() {
        Bytes compressed = Bytes.of(alphabet());

        WireException refusal = Allocation.below(40_000, () -> refusal(compressed));

        assertThat(refusal.field()).startsWith("ClaimsSet.");
    }

    private static WireException refusal(Bytes compressed) {
        try {
            decompress(compressed, MEBIBYTE);
            throw new AssertionError("not refused");
        } catch (WireException e) {
            return e;
        }
    }

    private static byte[] alphabet() {
        return XpressHuffmanWriter.of(XpressHuffmanWriter.tokens("abcdefghijklmnopqrstuvwxyz".getBytes(US_ASCII)), 0)
                .toArray();
    }
}
