package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Transport;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients whose connection ends with the response, what is said of them, and tokens at the limit of their length. */
class LastRequestTest extends Negotiations {
    private static final int LONGEST = 1 << 17;

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_0, ' request came over HTTP/1.0, which closes the connection after each response.'",
        "HTTP_1_1_CLOSING, ' request asks to close the connection (Connection: close).'"
    })
    void connectionThatEndsIsNamedWhereAnotherTokenIsMissing(Transport transport, String words) {
        Failure last = refused(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), transport);
        Failure first = refused(resp(new Forge().kerberos(), Optional.empty()), transport);

        assertThat(last.code()).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
        assertThat(last.seen()).contains(" No other token can follow: the" + words);
        assertThat(last.remedy()).startsWith("nginx ").contains("proxy_http_version 1.1", "Usually it could not");
        assertThat(first.code()).isEqualTo(FailureCode.NO_NEGOTIATION);
        assertThat(first.seen()).contains(" The" + words);
        assertThat(first.remedy()).startsWith("nginx ").contains("Look for a proxy that mixes connections");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HTTP_1_0", "HTTP_1_1_CLOSING"})
    void connectionThatStaysIsNotNamed(Transport transport) {
        Failure first = refused(resp(new Forge().kerberos(), Optional.empty()), transport);

        assertThat(first.code()).isEqualTo(FailureCode.NO_NEGOTIATION);
        assertThat(first.seen()).doesNotContain("HTTP/1.0", "Connection: close");
        assertThat(first.remedy()).doesNotContain("nginx");
    }

    @Test
    void signatureThatIsMissingIsToldFromOneThatIsWrong() {
        secondLeg(new Forge().kerberos());
        Failure missing = Outcomes.failure(mechanism.accept(hex("a1073005a0030a0100"), PEER, new Reference(1)));
        secondLeg(new Forge().kerberos());
        Failure wrong = Outcomes.failure(mechanism.accept(mic(hex("0404")), PEER, new Reference(1)));

        assertThat(List.of(missing, wrong)).extracting(Failure::code).containsOnly(FailureCode.BAD_MIC);
        assertThat(missing.seen()).contains("is missing.");
        assertThat(wrong.seen()).contains("is wrong.");
    }

    @Test
    void tokenHasUpTo128Kibibytes() {
        assertThat(code(mechanism.accept(Bytes.of(new byte[LONGEST]), PEER, new Reference(1))))
                .isEqualTo(FailureCode.MALFORMED_SPNEGO);
        assertThat(code(mechanism.accept(Bytes.of(new byte[LONGEST + 1]), PEER, new Reference(1))))
                .isEqualTo(FailureCode.TOKEN_TOO_LARGE);
    }

    @Test
    void tokenThatIsTooLargeEndsANegotiation() {
        begin();
        mechanism.accept(Bytes.of(new byte[LONGEST + 1]), PEER, new Reference(1));

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void tokenOfNothingThatIsKnownEndsANegotiation() {
        begin();

        assertThat(code(mechanism.accept(hex("3000"), PEER, new Reference(1)))).isEqualTo(FailureCode.MALFORMED_SPNEGO);
        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    private Failure refused(Bytes token, Transport transport) {
        Peer peer = new Peer("10.1.2.3", "test", Optional.of(new Conversation("c1", "10.1.2.3", "test")), transport);
        return Outcomes.failure(mechanism.accept(token, peer, new Reference(1)));
    }
}
