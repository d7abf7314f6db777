package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test suite of RFC 1320, appendix A.5. */
class Md4Test {
    @ParameterizedTest
    @CsvSource({
        "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
        "a, bde52cb31de33e46245e05fbdbd6fb24",
        "abc, a448017aaf21d8525fc10ae87aa6729d",
        "message digest, d9130a8164549fe818874806e1c7014b",
        "abcdefghijklmnopqrstuvwxyz, d79e1c308aa5bbcdeea8ed63df412da9",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, 043f8582f241db351ce627e153e7f0e4",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
                + " e33b4ddc9c38f2199c3e7b164fcc0536"
    })
    void md4DigestsAsTheStandardDoes(String message, String digest) {
        assertThat(HexFormat.of().formatHex(Md4.digest(message.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(digest);
    }

    /** Where the padding fills a block, and where it needs one more: so many times "a", as OpenSSL digests it. */
    @ParameterizedTest
    @CsvSource({
        "54, 10993f670d6d785f3e87bc46e8da89dc",
        "55, c889c81dd86c4d2e025778944ea02881",
        "56, d5f9a9e9257077a5f08b0b92f348b0ad",
        "57, 872097e6f78e3b53f890459d03bc6fb7",
        "63, 7ea3da77432d44c323671097d1348fc8",
        "64, 52f5076fabd22680234a3fa9f9dc5732",
        "65, 330e377bf231f3cacfecc2c182fe7e5b",
        "118, 5257d42ae36dcfc8418fa40600696e16",
        "119, e65dd227ccef97fa1d34d70189120f76",
        "120, b03ddbd470b47c013e0c7ab2ddd763db",
        "121, e5601aa6994470f918405d745ede163c"
    })
    void md4PadsToWholeBlocks(int length, String digest) {
        byte[] message = "a".repeat(length).getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(Md4.digest(message))).isEqualTo(digest);
    }

    @Test
    void md4LeavesTheMessageAsItIs() {
        byte[] message = {1, 2, 3};

        Md4.digest(message);

        assertThat(message).containsExactly(1, 2, 3);
    }
}
