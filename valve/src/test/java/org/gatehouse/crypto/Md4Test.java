package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Where the padding fills a block, and where it needs one more. */
    @ParameterizedTest
    @ValueSource(ints = {55, 56, 63, 64, 119, 120})
    void md4PadsToWholeBlocks(int length) {
        assertThat(Md4.digest(new byte[length])).hasSize(16).isNotEqualTo(Md4.digest(new byte[length + 1]));
    }

    @Test
    void md4LeavesTheMessageAsItIs() {
        byte[] message = {1, 2, 3};

        Md4.digest(message);

        assertThat(message).containsExactly(1, 2, 3);
    }
}
