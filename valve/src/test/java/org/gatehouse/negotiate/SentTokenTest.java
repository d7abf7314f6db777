package org.gatehouse.negotiate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.http.Credentials;
import org.gatehouse.http.Scheme;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.mechanism.TokenDescription.Content;
import org.gatehouse.mechanism.TokenDescription.Framing;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of tokens that were read with their header, and of tokens at the edge of a kind. */
class SentTokenTest {
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final String NTLM = "4e544c4d53535000";
    private static final int LONGEST_HEADER = 1 << 18;

    @ParameterizedTest
    @CsvSource({
        "Negotiate TlRMTVNTUAABAAAA, 'NTLM (NEGOTIATE_MESSAGE), 12 bytes, a header of 26 characters'",
        "NTLM TlRMTVNTUAADAAAA, 'NTLM (AUTHENTICATE_MESSAGE), 12 bytes, a header of 21 characters'",
        "Basic YWxpY2U6cHc=, 'Basic credentials, a header of 18 characters'",
        "Bearer abc, 'Bearer credentials, a header of 10 characters'",
        "Digest abc, 'credentials of another scheme, a header of 10 characters'"
    })
    void headerIsDescribedByWhatWasReadOfIt(String value, String description) throws RefusedException {
        AuthorizationHeader header = header(value, "Digest another");
        try (Credentials credentials = header(value).read(Set.of(Scheme.values()))) {
            assertThat(TokenDescriber.sent(header, credentials).map(TokenDescription::toString))
                    .contains(description);
        }
    }

    @Test
    void requestWithoutAHeaderHasSentNothing() {
        assertThat(TokenDescriber.sent(header(), new Credentials.Other())).isEmpty();
    }

    @Test
    void headerIsDecodedUpToItsLimit() {
        String value = "Negotiate " + "A".repeat(LONGEST_HEADER - "Negotiate ".length() - 2);

        assertThat(described(value + "AA").length())
                .isEqualTo(new TokenDescription.Length(LONGEST_HEADER, (LONGEST_HEADER - 10) * 3 / 4));
        assertThat(described(value + "AA ").length()).isEqualTo(new TokenDescription.Length(LONGEST_HEADER + 1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "kerberos TlRMTVNTUAABAAAA, NTLM_NEGOTIATE",
        "NEGOTIATE TlRMTVNTUAABAAAA, NTLM_NEGOTIATE",
        "Basic, BASIC",
        "BEARER, BEARER",
        "Negotiated TlRMTVNTUAABAAAA, OTHER_SCHEME"
    })
    void schemeIsKnownInEitherCase(String value, Content content) {
        assertThat(described(value).content()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({
        NTLM + "010000, NTLM_UNKNOWN",
        NTLM + "01000000, NTLM_NEGOTIATE",
        NTLM + "0200000000, NTLM_CHALLENGE",
        NTLM + "03000000, NTLM_AUTHENTICATE",
        NTLM + "00000000, NTLM_UNKNOWN",
        NTLM + "04000000, NTLM_UNKNOWN",
        NTLM + "01010000, NTLM_UNKNOWN",
        NTLM + "01000100, NTLM_UNKNOWN",
        NTLM + "01000001, NTLM_UNKNOWN",
        "4e544c4d53535001, JUNK",
        "4e45474f45585453, NEGOEX",
        "4e45474f455854, JUNK",
        "0100, JUNK",
        "01006e00, JUNK",
        "6e00, KERBEROS",
        "'', JUNK"
    })
    void messageIsKnownByItsFirstBytes(String token, Content content) {
        assertThat(TokenDescriber.of(Hex.hex(token)).content()).isEqualTo(content);
        assertThat(TokenDescriber.of(Hex.hex(token)).framing()).isEqualTo(Framing.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "KERBEROS, 01006e00, KERBEROS",
        "MS_KERBEROS, 02006f00, KERBEROS_AP_REP",
        "KERBEROS, 03007e00, KERBEROS_ERROR",
        "KERBEROS, 04006e00, JUNK",
        "KERBEROS_USER_TO_USER, 0400, KERBEROS_USER_TO_USER",
        "IAKERB, 00, IAKERB",
        "NEGOEX, 00, NEGOEX",
        "NTLMSSP, 00, NTLM_UNKNOWN",
        "NEGOTIATE_LATE_FALLBACK, 00, OTHER_MECHANISM"
    })
    void framedTokenIsKnownByItsMechanism(MechanismOid mechanism, String inner, Content content) {
        Bytes token = new InitialContextToken(mechanism.content(), Hex.hex(inner)).encode();
        TokenDescription alone = TokenDescriber.of(token);
        TokenDescription inside = TokenDescriber.of(Forge.negTokenInit(List.of(KERBEROS), token));
        TokenDescription next = TokenDescriber.of(Negotiations.resp(token, Optional.empty()));

        assertThat(List.of(alone, inside, next))
                .extracting(TokenDescription::content)
                .containsOnly(content);
        assertThat(List.of(alone, inside, next))
                .extracting(TokenDescription::framing)
                .containsExactly(Framing.GSS, Framing.SPNEGO, Framing.SPNEGO_NEXT);
        assertThat(inside.offered()).containsExactly("Kerberos");
        assertThat(next.offered()).isEmpty();
    }

    @Test
    void spnegoInsideSpnegoIsNothingThatIsKnown() {
        Bytes spnego = new Forge().spnego();

        assertThat(TokenDescriber.of(Forge.negTokenInit(List.of(KERBEROS), spnego))
                        .content())
                .isEqualTo(Content.JUNK);
        assertThat(TokenDescriber.of(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY))
                        .content())
                .isEqualTo(Content.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"a000, SPNEGO", "a100, SPNEGO_NEXT", "6000, NONE", "600506032a0304, GSS"})
    void malformedTokenIsStillKnownByItsFraming(String token, Framing framing) {
        assertThat(TokenDescriber.of(Hex.hex(token)).framing()).isEqualTo(framing);
    }

    private static TokenDescription described(String value) {
        return TokenDescriber.ofAuthorization(Bytes.of(value.getBytes(ISO_8859_1)));
    }

    private static AuthorizationHeader header(String... values) {
        return new AuthorizationHeader(List.of(values).stream()
                .map(value -> Bytes.of(value.getBytes(ISO_8859_1)))
                .toList());
    }
}
