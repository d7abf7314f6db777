package org.gatehouse.lab.kdc.pac;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gatehouse.lab.account.AccountClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A decoder of [MS-XCA], which reads what Windows has compressed, reads what this KDC does. */
class LiteralHuffmanTest {
    private static final int METADATA = 16 + 32 + 4;

    private final PublishedPacs published = new PublishedPacs();

    static Stream<byte[]> inputs() {
        byte[] random = new byte[5000];
        new Random(4711).nextBytes(random);
        return Stream.of(
                new byte[0],
                new byte[] {7},
                new byte[LiteralHuffman.MAX_INPUT],
                random,
                "abcdefghijklmnopqrstuvwxyz".getBytes(US_ASCII),
                skewed());
    }

    /** Frequencies that grow like Fibonacci's numbers give the longest codes, longer than 15 bits if nobody takes care. */
    private static byte[] skewed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int previous = 1;
        int count = 1;
        for (int symbol = 0; symbol < 21; symbol++) {
            for (int i = 0; i < count; i++) {
                out.write(symbol);
            }
            int next = previous + count;
            previous = count;
            count = next;
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isDecompressedToWhatItWas(byte[] input) {
        assertThat(HuffmanDecoding.decompress(LiteralHuffman.compress(input), input.length))
                .isEqualTo(input);
    }

    @Test
    void theDecoderReadsClaimsThatWindowsHasCompressed() {
        byte[] set = claimsSet(published.bytes("claims.compressed"), 4);

        assertThat(text(set)).contains("ad://ext/");
    }

    @Test
    void longClaimsAreCompressedAndShortOnesNot() {
        AccountClaim shortOne = new AccountClaim("ad://ext/title", AccountClaim.Type.STRING, List.of("Controller"));
        AccountClaim longOne = new AccountClaim(
                "ad://ext/title", AccountClaim.Type.STRING, Collections.nCopies(50, "Controller of Everything"));

        byte[] uncompressed = ClaimsFormat.encode(List.of(shortOne));
        byte[] compressed = ClaimsFormat.encode(List.of(longOne));

        assertThat(text(claimsSet(uncompressed, 0))).contains("Controller");
        assertThat(text(claimsSet(compressed, 4))).contains("Controller of Everything");
        assertThat(compressed.length).isLessThan(50 * 2 * "Controller of Everything".length());
    }

    /** The CLAIMS_SET in a CLAIMS_SET_METADATA of that CompressionFormat. */
    private static byte[] claimsSet(byte[] metadata, int format) {
        ByteBuffer in = ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
        int size = in.getInt(20);
        assertThat(in.getShort(28)).isEqualTo((short) format);
        int uncompressedSize = in.getInt(32);
        byte[] set = Arrays.copyOfRange(metadata, METADATA, METADATA + size);
        return format == 0 ? set : HuffmanDecoding.decompress(set, uncompressedSize);
    }

    /** UTF-16 somewhere in bytes, readable enough to look for words. */
    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII).replace("\0", "");
    }
}
