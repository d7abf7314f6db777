package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The compressor of the tests and the decompressor check each other. */
class XpressHuffmanTwinsFuzzTest {
    @FuzzTest
    void decompressesWhatWasCompressed(byte[] data) throws WireException {
        assertThat(XpressHuffman.decompress(XpressHuffmanWriter.compress(data).cursor("ClaimsSet"), data.length))
                .isEqualTo(Bytes.of(data));
    }
}
