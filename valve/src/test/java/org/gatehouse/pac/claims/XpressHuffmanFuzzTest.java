package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The first two bytes of the input are the size that the rest is said to have. */
class XpressHuffmanFuzzTest {
    @FuzzTest
    void decompressesToTheSizeOrIsMalformed(byte[] input) {
        if (input.length < Short.BYTES) {
            return;
        }
        int size = (input[0] & 0xff) | ((input[1] & 0xff) << Byte.SIZE);
        Bytes data = Bytes.of(input, Short.BYTES, input.length - Short.BYTES);
        try {
            assertThat(XpressHuffman.decompress(data.cursor("ClaimsSet"), size).length())
                    .isEqualTo(size);
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, data.length());
            assertThat(e.field()).startsWith("ClaimsSet.");
        }
    }
}
