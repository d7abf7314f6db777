package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerWriter;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An AP-REQ as it stands in DCE RPC: without the framing of RFC 4121 §4.1. Its ticket is good in each of these. */
class UnframedApReqTest extends Negotiations {
    @Test
    void unframedApReqIsNamedInsideSpnego() {
        Failure failure = refused(Forge.negTokenInit(List.of(KERBEROS), new Forge().apReq()));

        assertThat(failure.code()).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
        assertThat(failure.seen())
                .startsWith(
                        "the token is an AP-REQ without GSS-API's framing (DCE-style). The token is Kerberos inside"
                                + " SPNEGO for \"HTTP/portal.example.com@EXAMPLE.COM\" (aes256-sha1, kvno 7) (offered: Kerberos), ");
        assertThat(failure.remedy()).contains("RPC", "SMB", "relay").doesNotContain("proxy", "cuts headers");
    }

    @ParameterizedTest
    @EnumSource(
            value = MechanismOid.class,
            names = {"KERBEROS", "MS_KERBEROS"})
    void unframedApReqIsNamedUnderBothIdentifiersOfKerberos(MechanismOid first) {
        List<Bytes> offer = List.of(first.content(), MechanismOid.NTLMSSP.content());

        assertThat(refused(Forge.negTokenInit(offer, new Forge().apReq())).code())
                .isEqualTo(FailureCode.UNFRAMED_AP_REQ);
    }

    @Test
    void unframedApReqIsNamedWithoutSpnego() {
        assertThat(refused(new Forge().apReq()).code()).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
    }

    /** Some libraries leave only the outer framing away. */
    @Test
    void unframedApReqIsNamedAfterItsTokId() {
        Bytes token = afterTokId(new Forge().apReq());

        assertThat(refused(token).code()).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
        assertThat(refused(token).seen()).contains("The token is Kerberos for \"HTTP/portal.example.com@EXAMPLE.COM\"");
        assertThat(refused(Forge.negTokenInit(List.of(KERBEROS), token)).code()).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
    }

    @Test
    void unframedApReqIsNamedInTheSecondToken() {
        assertThat(code(secondLeg(new Forge().apReq()))).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
    }

    @Test
    void unframedApReqIsRefusedWhateverFlagsItHas() {
        byte[] dceStyle = Forge.gssChecksum(2);
        dceStyle[21] = 0x10;
        Bytes token = Forge.with(forge -> {
                    forge.apOptions = 1 << 29;
                    forge.checksum = dceStyle;
                })
                .apReq();

        assertThat(refused(token).code()).isEqualTo(FailureCode.UNFRAMED_AP_REQ);
    }

    @Test
    void quotesTheNameInItsTicket() {
        Bytes token = Forge.with(forge -> forge.sname = "HTTP/x\" 10.9.9.9: fine\u202e")
                .apReq();

        assertThat(refused(token).seen()).contains("\"HTTP/x\\u{22} 10.9.9.9: fine\\u{202e}@EXAMPLE.COM\"");
    }

    /** A proxy that cuts headers leaves something that ends too early: that advice is right there. */
    @Test
    void unframedApReqIsNotMistakenForOneThatWasCut() {
        Bytes token = new Forge().apReq();
        for (int length = 0; length < token.length(); length++) {
            assertThat(refused(token.slice(0, length)).code())
                    .as("the first %d bytes", length)
                    .isEqualTo(FailureCode.MALFORMED_SPNEGO);
        }
    }

    @Test
    void unframedApReqIsMalformedWithBytesAfterIt() {
        DerWriter longer = new DerWriter();
        longer.raw(new Forge().apReq());
        longer.raw(hex("00"));

        assertThat(refused(longer.toBytes()).code()).isEqualTo(FailureCode.MALFORMED_SPNEGO);
    }

    /** Framed, it is the token that everyone sends. */
    @Test
    void unframedApReqIsAcceptedInItsFraming() {
        Bytes framed = new InitialContextToken(KERBEROS, afterTokId(new Forge().apReq())).encode();

        assertThat(mechanism.accept(framed, PEER, new Reference(1))).isInstanceOf(Outcome.Established.class);
    }

    private static Bytes afterTokId(Bytes apReq) {
        DerWriter token = new DerWriter();
        token.raw(hex("0100"));
        token.raw(apReq);
        return token.toBytes();
    }

    private Failure refused(Bytes token) {
        Outcome outcome = mechanism.accept(token, PEER, new Reference(1));
        assertThat(Optional.of(Outcomes.token(outcome))).contains(hex("a1073005a0030a0102"));
        return Outcomes.failure(outcome);
    }
}
