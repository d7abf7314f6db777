package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/** Negotiations of more than one step (RFC 4178 §4.1), by the connection that they run on. */
class SecondLegTest extends Negotiations {
    @Test
    void asksForTheTokenOfAClientThatPutsKerberosFirstAndSendsNone() throws Exception {
        Outcome first = mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER, new Reference(1));

        assertThat(first).isInstanceOf(Outcome.Continue.class);
        NegTokenResp answer = NegTokenResp.parse(Outcomes.token(first));
        assertThat(answer.negState()).contains(NegState.ACCEPT_INCOMPLETE);
        assertThat(answer.supportedMech()).contains(KERBEROS);
        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1)))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void refusesASecondLegFromAnotherConnection() {
        begin();

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), OTHER, new Reference(1))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void refusesALegThatIsReplayed() {
        secondLeg(new Forge().kerberos());
        Bytes mic = mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711));
        mechanism.accept(mic, PEER, new Reference(1));

        assertThat(code(mechanism.accept(mic, PEER, new Reference(1)))).isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void refusesALegThatComesTooLate() {
        begin();
        now.set(Forge.NOW.plusSeconds(60));

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void forgetsANegotiationWhenTheClientBeginsAnew() {
        begin();
        mechanism.accept(new Forge().spnego(), PEER, new Reference(1));

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void goesOnWhereAnotherConnectionBeginsAndEnds() {
        begin();
        mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), OTHER, new Reference(1));
        mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), OTHER, new Reference(1));

        assertThat(mechanism.accept(
                        resp(new Forge().kerberos(), Optional.of(Forge.mic(25, 0, RAW_NOT_FIRST, 4711))),
                        PEER,
                        new Reference(1)))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void saysWhatIsToBeSaidOfAClientThatNeverComesBack() {
        Bytes ntlm = hex("4e544c4d535350000100000007020000");

        assertThat(unfinished(Forge.negTokenInit(List.of(MechanismOid.NTLMSSP.content(), KERBEROS), ntlm)))
                .isEqualTo(FailureCode.NTLM);
        assertThat(unfinished(Forge.negTokenInit(NOT_FIRST, hex("0102")))).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
        assertThat(unfinished(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY)))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void refusesATokenThatIsNtlmAfterAll() {
        begin();

        assertThat(code(mechanism.accept(
                        resp(hex("4e544c4d535350000100000007020000"), Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NTLM);
    }

    @Test
    void refusesATokenOfAnotherMechanism() {
        begin();
        Bytes token = Forge.with(forge -> forge.framingOid = MechanismOid.NEGOEX.content())
                .kerberos();

        assertThat(code(mechanism.accept(resp(token, Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_COMMON_MECHANISM);
    }

    @Test
    void isNotBegunWhereTheConnectionIsShared() {
        Peer shared = new Peer("10.1.2.3");

        Outcome notFirst = mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), shared, new Reference(1));
        Outcome noToken =
                mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), shared, new Reference(1));

        assertThat(code(notFirst)).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
        assertThat(Outcomes.failure(notFirst).seen()).contains("over HTTP/2 and AJP none can");
        assertThat(code(noToken)).isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void endsWhenTheClientRejectsKerberos() {
        begin();

        assertThat(code(mechanism.accept(hex("a1073005a0030a0102"), PEER, new Reference(1))))
                .isEqualTo(FailureCode.CLIENT_REJECTED);
    }

    @Test
    void refusesALegWithoutAToken() {
        begin();

        assertThat(code(mechanism.accept(hex("a1073005a0030a0101"), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void refusesATokenThatIsNotAcceptedInOneLegEither() {
        assertThat(code(secondLeg(Forge.with(forge -> forge.authenticatorKey = new byte[32])
                        .kerberos())))
                .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
    }

    @Test
    void tellsAClientWithAWrongClockOurTime() throws Exception {
        Outcome outcome = mechanism.accept(
                Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(600)).spnego(), PEER, new Reference(1));

        NegTokenResp answer = NegTokenResp.parse(Outcomes.token(outcome));
        assertThat(answer.negState()).contains(NegState.REJECT);
        assertThat(HexFormat.of().formatHex(answer.responseToken().orElseThrow().toArray()))
                .contains("a603020125");
    }
}
