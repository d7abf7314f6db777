package org.gatehouse.pac.claims;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed data. What is malformed is in {@link BrokenXpressHuffmanTest}. */
class XpressHuffmanTest {
    private static final int BLOCK = 65_536;

    static List<Entry> vectors() {
        return VectorFile.read(XpressHuffmanTest.class, "xpress-huffman.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decompressesWhatWindowsHasCompressed(Entry vector) throws WireException {
        String text = new String(vector.bytes("text").toArray(), US_ASCII).repeat(vector.number("times"));

        assertThat(decompress(vector.bytes("compressed"), vector.number("size")))
                .isEqualTo(Bytes.of(text.getBytes(US_ASCII)));
    }

    @Test
    void decompressesLiteralsOfEveryByte() throws WireException {
        byte[] data = random(5000, 256);

        assertThat(decompress(XpressHuffmanWriter.literals(data), data.length)).isEqualTo(Bytes.of(data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 100, 4095, 4096, 4097, 65_535, 65_536, 65_537, 131_072, 200_000})
    void decompressesDataOfAnySize(int size) throws WireException {
        for (int alphabet : List.of(1, 2, 4, 60, 256)) {
            byte[] data = random(size, alphabet);

            assertThat(decompress(XpressHuffmanWriter.compress(data), size)).isEqualTo(Bytes.of(data));
        }
    }

    @Test
    void decompressesEmptyData() throws WireException {
        assertThat(decompress(XpressHuffmanWriter.of(List.of()), 0)).isEqualTo(Bytes.EMPTY);
    }

    /** In the symbol; in a byte; in two bytes; in four, which Windows writes from 65539 on. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 16, 17, 18, 19, 271, 272, 273, 274, 65_537, 65_538, 65_539, 65_540, 300_000})
    void readsMatchLengthsOfEveryForm(int length) throws WireException {
        List<LzToken> tokens =
                List.of(LzToken.literal('a'), LzToken.literal('b'), LzToken.match(length, 2), LzToken.literal('c'));
        String text = "ab".repeat(length / 2 + 1) + (length % 2 == 0 ? "" : "a") + "c";

        assertThat(decompress(XpressHuffmanWriter.of(tokens), length + 3)).isEqualTo(Bytes.of(text.getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 255, 256, 257, 32_767, 32_768, 65_535})
    void readsMatchOffsetsOfEveryLength(int offset) throws WireException {
        byte[] data = random(offset, 256);
        List<LzToken> tokens = LzToken.literals(data);
        tokens.add(LzToken.match(3, offset));
        byte[] expected = new byte[offset + 3];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = data[i % offset];
        }

        assertThat(decompress(XpressHuffmanWriter.of(tokens), expected.length)).isEqualTo(Bytes.of(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 14})
    void readsCodeWordsOfEveryLength(int skew) throws WireException {
        byte[] data = random(3000, 200);

        assertThat(decompress(XpressHuffmanWriter.of(XpressHuffmanWriter.tokens(data), skew), data.length))
                .isEqualTo(Bytes.of(data));
    }

    @Test
    void matchMayReachIntoTheBlockBeforeItsOwn() throws WireException {
        byte[] first = random(BLOCK, 256);
        List<LzToken> tokens = LzToken.literals(first);
        tokens.add(LzToken.match(1000, BLOCK - 1));

        Bytes decompressed = decompress(XpressHuffmanWriter.of(tokens), BLOCK + 1000);

        assertThat(decompressed.slice(BLOCK, 1000)).isEqualTo(Bytes.of(first, 1, 1000));
    }

    /** The next block begins after the match and is as long as any. */
    @Test
    void matchMayReachBeyondItsBlock() throws WireException {
        List<LzToken> tokens = new ArrayList<>(List.of(LzToken.literal('a'), LzToken.match(BLOCK + 99, 1)));
        byte[] second = random(BLOCK, 256);
        tokens.addAll(LzToken.literals(second));
        tokens.add(LzToken.literal('z'));

        Bytes decompressed = decompress(XpressHuffmanWriter.of(tokens), 2 * BLOCK + 101);

        assertThat(decompressed.slice(BLOCK + 100, BLOCK)).isEqualTo(Bytes.of(second));
        assertThat(decompressed.at(2 * BLOCK + 100)).isEqualTo('z');
    }

    /** Symbol 256 is also a match, of three bytes: it ends the data only at its end. */
    @Test
    void symbolThatEndsTheDataIsMatchWithinIt() throws WireException {
        List<LzToken> tokens = List.of(LzToken.literal('x'), LzToken.match(3, 1), LzToken.literal('y'));

        assertThat(decompress(XpressHuffmanWriter.of(tokens), 5)).isEqualTo(Bytes.of("xxxxy".getBytes(US_ASCII)));
    }

    /** [MS-XCA] 2.1.4.3 asks compressors for it, and Windows does not miss it. */
    @Test
    void symbolThatEndsTheDataMayBeMissing() throws WireException {
        for (int size : List.of(1, 2, 3, 30, 31, 32, 33, 1000, BLOCK)) {
            byte[] data = random(size, 256);
            Bytes compressed = XpressHuffmanWriter.withoutEndOfData(XpressHuffmanWriter.tokens(data));

            assertThat(decompress(compressed, size)).isEqualTo(Bytes.of(data));
        }
    }

    static Bytes decompress(Bytes compressed, int size) throws WireException {
        return XpressHuffman.decompress(compressed.cursor("ClaimsSet"), size);
    }

    static byte[] random(int size, int alphabet) {
        Random random = new Random(size * 31L + alphabet);
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) random.nextInt(alphabet);
        }
        return data;
    }
}
