package org.gatehouse.gss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2743 §3.1. */
class InitialContextTokenTest {
    /** IAKERB's first message, without its content. */
    private static final Bytes TOKEN = hex("60 0b 06 06 2b 06 01 05 02 05 05 01 30");

    @Test
    void tellsTheMechanismFromItsToken() throws WireException {
        InitialContextToken token = InitialContextToken.parse(TOKEN);

        assertThat(token.thisMech()).isEqualTo(MechanismOid.IAKERB.content());
        assertThat(token.innerToken()).isEqualTo(hex("05 01 30"));
    }

    @Test
    void innerTokenMayBeEmpty() throws WireException {
        InitialContextToken token = InitialContextToken.parse(hex("60 08 06 06 2b 06 01 05 02 05"));

        assertThat(token.innerToken()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void encodesWhatItHasParsed() throws WireException {
        assertThat(InitialContextToken.parse(TOKEN).encode()).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {119, 120, 247, 248, 65_527, 65_528})
    void encodesTokensOfEveryLengthOfLength(int length) throws WireException {
        InitialContextToken token = new InitialContextToken(MechanismOid.SPNEGO.content(), Bytes.of(new byte[length]));

        assertThat(InitialContextToken.parse(token.encode())).isEqualTo(token);
    }

    @Test
    void refusesEveryPrefix() {
        for (int length = 0; length < TOKEN.length(); length++) {
            Bytes prefix = TOKEN.slice(0, length);

            assertThatExceptionOfType(WireException.class)
                    .as("first %d bytes", length)
                    .isThrownBy(() -> InitialContextToken.parse(prefix));
        }
    }

    @Test
    void refusesBytesBehindTheToken() {
        assertMalformed(
                () -> InitialContextToken.parse(hex("60 08 06 06 2b 06 01 05 02 05 00")),
                "GSS token.end",
                Reason.TRAILING,
                10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"61 02 06 00", "a0 02 06 00", "4e 54 4c 4d 53 53 50 00"})
    void refusesWhatBeginsWithAnotherTag(String token) {
        assertMalformed(
                () -> InitialContextToken.parse(hex(token)), "GSS token.InitialContextToken", Reason.BAD_TAG, 0);
    }

    @Test
    void refusesTokenWithoutAnIdentifier() {
        assertMalformed(
                () -> InitialContextToken.parse(hex("60 02 04 00")),
                "GSS token.InitialContextToken.thisMech",
                Reason.BAD_TAG,
                2);
    }

    @Test
    void refusesEmptyIdentifier() {
        assertMalformed(
                () -> InitialContextToken.parse(hex("60 02 06 00")),
                "GSS token.InitialContextToken.thisMech",
                Reason.BAD_VALUE,
                2);
    }

    @Test
    void refusesIdentifierThatReachesOutOfTheToken() {
        assertMalformed(
                () -> InitialContextToken.parse(hex("60 04 06 06 2b 06 01 05 02 05")),
                "GSS token.InitialContextToken.thisMech",
                Reason.TRUNCATED,
                2);
    }
}
