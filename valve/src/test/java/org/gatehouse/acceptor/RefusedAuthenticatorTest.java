package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authenticators that are refused. */
class RefusedAuthenticatorTest {
    @Test
    void whenItDoesNotOpenWithTheTicketsKey() {
        assertThat(refused(forge -> forge.authenticatorKey = new byte[32]).code())
                .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
    }

    @Test
    void whenItClaimsAnotherTypeThanTheTicketsKey() {
        assertThat(refused(forge -> forge.authenticatorEtype = 17).code())
                .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
    }

    @Test
    void whenItNamesAnotherClient() {
        Failure failure = refused(forge -> forge.authenticatorName = List.of("bob"));

        assertThat(failure.code()).isEqualTo(FailureCode.WRONG_CLIENT);
        assertThat(failure.seen()).contains("\"alice@EXAMPLE.COM\"", "\"bob@EXAMPLE.COM\"");
    }

    @Test
    void whenItNamesTheClientInAnotherCase() {
        assertThat(refused(forge -> forge.authenticatorName = List.of("Alice")).code())
                .isEqualTo(FailureCode.WRONG_CLIENT);
    }

    @Test
    void whenItNamesAnotherRealm() {
        assertThat(refused(forge -> forge.authenticatorRealm = "OTHER.EXAMPLE").code())
                .isEqualTo(FailureCode.WRONG_CLIENT);
    }

    @Test
    void whenItsChecksumIsNotThatOfGss() {
        assertThat(refused(forge -> forge.checksumType = 16).code()).isEqualTo(FailureCode.NO_GSS_CHECKSUM);
    }

    @Test
    void whenItsGssChecksumIsCut() {
        Failure failure = refused(forge -> forge.checksum = Arrays.copyOf(forge.checksum, 23));

        assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        assertThat(failure.seen()).contains("Authenticator.cksum.Flags: TRUNCATED");
    }

    @Test
    void whenItsDelegatedTicketIsCutAnywhere() {
        byte[] whole = Forge.delegating(1, 40, 40);
        for (int length = 24; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThat(refused(forge -> forge.checksum = cut).code())
                    .as("%d bytes", length)
                    .isEqualTo(FailureCode.MALFORMED_KERBEROS);
        }
    }

    @Test
    void whenItsDelegationOptionIsNotOne() {
        Failure failure = refused(forge -> forge.checksum = Forge.delegating(2, 3, 3));

        assertThat(failure.seen()).contains("Authenticator.cksum.DlgOpt: BAD_VALUE");
    }

    @ParameterizedTest
    @CsvSource({"23, 16", "18, 16", "-1, 8"})
    void whenItsSubkeyIsOfATypeThatIsNotAccepted(int etype, int length) {
        Failure failure = refused(forge -> forge.subkey = Forge.key(6, etype, new byte[length]));

        assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
        assertThat(failure.seen()).contains("subkey", "\"alice@EXAMPLE.COM\"");
    }

    @Test
    void whenItsGssChecksumLiesAboutItsLength() {
        assertThat(refused(forge -> forge.checksum[0] = 17).code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
    }

    @Test
    void whenItIsOfAnotherVersion() {
        assertThat(refused(forge -> forge.authenticatorVersion = 4).code()).isEqualTo(FailureCode.BAD_VERSION);
    }

    @Test
    void whenItCarriesARestrictionThatIsNotUnderstood() {
        assertThat(refused(forge -> forge.authenticatorAuthorizationData = Forge.authorizationData(8, 4))
                        .code())
                .isEqualTo(FailureCode.CRITICAL_AUTHORIZATION_DATA);
    }

    @Test
    void whenTheClientsClockIsAhead() {
        Failure failure = refused(forge -> forge.ctime = Forge.NOW.plusSeconds(432));

        assertThat(failure)
                .hasToString(
                        "GH-K031 KRB_AP_ERR_SKEW (37): the clock of \"alice@EXAMPLE.COM\" is 7 min 12 s ahead of this"
                                + " server; the limit is 5 min. Compare both with the domain's clock (w32tm /resync,"
                                + " chronyc makestep).");
    }

    @Test
    void whenTheClientsClockIsBehind() {
        Failure failure = refused(forge -> forge.ctime = Forge.NOW.minusSeconds(433));

        assertThat(failure.code()).isEqualTo(FailureCode.SKEW);
        assertThat(failure.seen()).contains("7 min 12 s behind this server");
    }

    @ParameterizedTest(name = "{0} s {1} µs from now: {2}")
    @CsvSource({"300, 0, true", "300, 1, false", "-300, 0, true", "-301, 999999, false"})
    void exactlyOutsideOfTheSkew(int seconds, int cusec, boolean accepted) {
        Consumer<Forge> change = forge -> {
            forge.ctime = Forge.NOW.plusSeconds(seconds);
            forge.cusec = cusec;
        };

        assertThat(outcome(acceptor(Forge.keys()), change)).isEqualTo(accepted ? "alice" : "GH-K031");
    }
}
