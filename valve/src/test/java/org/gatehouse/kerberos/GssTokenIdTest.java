package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GssTokenIdTest {
    @ParameterizedTest
    @CsvSource({"0100, AP_REQ", "01006e00, AP_REQ", "0200, AP_REP", "0300, KRB_ERROR"})
    void gssTokenIdIsReadFromTwoOctets(String token, GssTokenId id) {
        assertThat(GssTokenId.of(hex(token))).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01", "02", "03", "0001", "0101", "0400", "0501", "ffff"})
    void gssTokenIdIsNotFoundInShortTokensOrOthers(String token) {
        assertThat(GssTokenId.of(hex(token))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01"})
    void gssTokenIdCannotBeStrippedFromLessThanTwoOctets(String token) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> GssTokenId.strip(hex(token)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(WireException.Reason.TRUNCATED));
    }

    @ParameterizedTest
    @CsvSource({"0100, an AP-REQ", "0200, an AP-REP", "0300, a KRB-ERROR", "0501, a message of TOK_ID 0501"})
    void gssTokenIdIsDescribedByItsMessage(String token, String description) {
        assertThat(GssTokenId.describe(hex(token))).isEqualTo(description);
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
