package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/** Both sides sign the list of mechanisms, where Kerberos is not the first of it (RFC 4178 §5). */
class MechListMicTest extends Negotiations {
    private static final Bytes RAW_KERBEROS = hex("300b" + "06092a864886f712010202");

    @Test
    void demandsASignatureFromAClientThatDoesNotPutKerberosFirst() throws Exception {
        Outcome first = mechanism.accept(Forge.negTokenInit(NOT_FIRST, hex("0102")), PEER, new Reference(1));

        NegTokenResp answer = NegTokenResp.parse(Outcomes.token(first));
        assertThat(answer.negState()).contains(NegState.REQUEST_MIC);
        assertThat(answer.supportedMech()).contains(KERBEROS);
    }

    @Test
    void signsTheListItselfAndAcceptsTheClientsSignature() throws Exception {
        Outcome second = secondLeg(new Forge().kerberos());

        assertThat(second).isInstanceOf(Outcome.Continue.class);
        NegTokenResp answer = NegTokenResp.parse(Outcomes.token(second));
        assertThat(answer.mechListMic()).contains(Forge.mic(23, 1, RAW_NOT_FIRST, 4711));
        assertThat(mechanism.accept(mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711)), PEER, new Reference(1)))
                .isInstanceOfSatisfying(
                        Outcome.Established.class,
                        established -> assertThat(established.identity().name()).isEqualTo("alice"));
    }

    @Test
    void acceptsASignatureThatComesWithTheToken() {
        begin();
        Bytes mic = Forge.mic(25, 0, RAW_NOT_FIRST, 4711);

        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.of(mic)), PEER, new Reference(1)))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void refusesEveryFlippedBitOfTheSignature() {
        Bytes mic = Forge.mic(25, 0, RAW_NOT_FIRST, 4711);
        for (int bit = 0; bit < 8 * mic.length(); bit++) {
            byte[] flipped = mic.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            OwnedScheme fresh = mechanism(Forge.keys());
            fresh.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER, new Reference(1));

            Outcome outcome =
                    fresh.accept(resp(new Forge().kerberos(), Optional.of(Bytes.of(flipped))), PEER, new Reference(1));

            assertThat(code(outcome)).as("bit %d", bit).isEqualTo(FailureCode.BAD_MIC);
        }
    }

    /** Somebody has put NegoEx in front of Kerberos: the client signs the list that it has sent. */
    @Test
    void refusesAListThatWasChangedOnItsWay() {
        begin();
        Bytes sent = hex("3017" + "06092a864886f712010202" + "060a2b06010401823702021e");

        Outcome outcome = mechanism.accept(
                resp(new Forge().kerberos(), Optional.of(Forge.mic(25, 0, sent, 4711))), PEER, new Reference(1));

        assertThat(code(outcome)).isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void refusesAMissingSignature() {
        secondLeg(new Forge().kerberos());

        assertThat(code(mechanism.accept(hex("a1073005a0030a0100"), PEER, new Reference(1))))
                .isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void refusesOurOwnSignatureSentBack() throws Exception {
        Outcome second = secondLeg(new Forge().kerberos());
        Bytes ours = NegTokenResp.parse(Outcomes.token(second)).mechListMic().orElseThrow();

        assertThat(code(mechanism.accept(mic(ours), PEER, new Reference(1)))).isEqualTo(FailureCode.BAD_MIC);
    }

    /** Two clients behind a proxy that gives them one connection: the second cannot sign for the first. */
    @Test
    void refusesTheSignatureOfAnotherClient() {
        secondLeg(Forge.with(forge -> forge.subkey = Forge.key(6, 18, new byte[32]))
                .kerberos());

        assertThat(code(mechanism.accept(mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711)), PEER, new Reference(1))))
                .isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void acceptsASignatureThatNobodyAskedFor() {
        Bytes mic = Forge.mic(25, 0, hex("300b" + "06092a864886f712010202"), 4711);
        mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER, new Reference(1));

        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.of(mic)), PEER, new Reference(1)))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void refusesAWrongSignatureThatNobodyAskedFor() {
        mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER, new Reference(1));

        assertThat(code(mechanism.accept(
                        resp(new Forge().kerberos(), Optional.of(hex("0404"))), PEER, new Reference(1))))
                .isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void cannotSignWithRc4() {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
        OwnedScheme withRc4 =
                mechanism(Forge.keys(Set.of(EncryptionType.RC4_HMAC), Forge.entry(Forge.SPN, 7, 23, key)));
        withRc4.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER, new Reference(1));

        Bytes token = Forge.with(forge -> forge.ofType(EncryptionType.RC4_HMAC)).kerberos();

        assertThat(code(withRc4.accept(resp(token, Optional.empty()), PEER, new Reference(1))))
                .isEqualTo(FailureCode.NO_MIC_KEY);
    }

    /** RFC 4178 §4.2.1: the client may sign in its first token already, if its Kerberos has no more to wait for. */
    @Test
    void acceptsASignatureThatComesWithTheFirstToken() throws Exception {
        Outcome outcome = mechanism.accept(
                Forge.negTokenInit(List.of(KERBEROS), new Forge().kerberos(), Forge.mic(25, 0, RAW_KERBEROS, 4711)),
                PEER,
                new Reference(1));

        assertThat(outcome).isInstanceOf(Outcome.Established.class);
        assertThat(NegTokenResp.parse(Outcomes.token(outcome)).mechListMic())
                .contains(Forge.mic(23, 1, RAW_KERBEROS, 4711));
    }

    @Test
    void refusesAWrongSignatureThatComesWithTheFirstToken() {
        Bytes ofAnotherList = Forge.mic(25, 0, RAW_NOT_FIRST, 4711);

        Outcome outcome = mechanism.accept(
                Forge.negTokenInit(List.of(KERBEROS), new Forge().kerberos(), ofAnotherList), PEER, new Reference(1));

        assertThat(code(outcome)).isEqualTo(FailureCode.BAD_MIC);
    }
}
