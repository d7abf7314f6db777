package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.failure;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;
import static org.gatehouse.acceptor.Acceptors.token;

import java.util.Arrays;
import java.util.HexFormat;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are none, and the answer to them. */
class MalformedTokenTest {
    @Test
    void everyPrefixOfAnApReqIsRefused() {
        Bytes apReq = new Forge().apReq();
        KerberosAcceptor acceptor = acceptor(Forge.keys());

        for (int length = 0; length < apReq.length(); length++) {
            Failure failure = failure(acceptor, framed(0x0100, apReq.slice(0, length)));

            assertThat(failure.code()).as("the first %d bytes", length).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01", "6e"})
    void innerTokenOfLessThanTwoBytesIsRefusedAsMalformed(String inner) {
        Bytes innerToken = Bytes.of(HexFormat.of().parseHex(inner));
        Failure failure =
                failure(acceptor(Forge.keys()), new InitialContextToken(MechanismOid.KERBEROS.content(), innerToken));

        assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        assertThat(failure.seen()).contains("KRB5.TOK_ID: TRUNCATED at byte 0");
    }

    @Test
    void everyFlippedBitOfAnApReqIsRefused() {
        byte[] apReq = new Forge().apReq().toArray();
        KerberosAcceptor acceptor = acceptor(Forge.keys());

        for (int bit = 0; bit < apReq.length * 8; bit++) {
            byte[] changed = apReq.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            String outcome = outcome(acceptor, framed(0x0100, Bytes.of(changed)));

            // The options, the type of a name and the key's version stand outside every seal, and the case of a
            // name
            // means nothing.
            if (!outcome.equals("alice")) {
                assertThat(outcome).startsWith("GH-K");
            } else {
                assertThat(publicAndMeaningless(apReq, changed))
                        .as("bit %d", bit)
                        .isTrue();
                acceptor = acceptor(Forge.keys());
            }
        }
    }

    private boolean publicAndMeaningless(byte[] original, byte[] changed) {
        try {
            ApReq before = ApReq.parse(Bytes.of(original));
            ApReq after = ApReq.parse(Bytes.of(changed));
            return before.ticket()
                            .encPart()
                            .cipher()
                            .equals(after.ticket().encPart().cipher())
                    && before.ticket().encPart().etype()
                            == after.ticket().encPart().etype()
                    && before.authenticator()
                            .cipher()
                            .equals(after.authenticator().cipher())
                    && before.ticket()
                            .sname()
                            .foldedCase()
                            .equals(after.ticket().sname().foldedCase());
        } catch (WireException e) {
            return false;
        }
    }

    @Test
    void bytesAfterTheApReqAreRefused() {
        Bytes apReq = new Forge().apReq();
        byte[] longer = Arrays.copyOf(apReq.toArray(), apReq.length() + 1);

        Failure failure = failure(acceptor(Forge.keys()), framed(0x0100, Bytes.of(longer)));

        assertThat(failure.seen()).contains("TRAILING");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0200, 0x0300, 0x0501, 0x0000})
    void otherMessagesThanAnApReqAreRefused(int tokId) {
        assertThat(refused(forge -> forge.tokId = tokId).code()).isEqualTo(FailureCode.NOT_AN_AP_REQ);
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(refused(forge -> forge.pvno = 4).code()).isEqualTo(FailureCode.BAD_VERSION);
    }

    @Test
    void anotherMessageTypeIsRefused() {
        assertThat(refused(forge -> forge.msgType = 15).code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
    }

    @Test
    void anotherApplicationTagIsRefused() {
        Failure failure = refused(forge -> forge.apReqTag = Tag.application(15));

        assertThat(failure.seen()).contains("KRB5.AP-REQ: BAD_TAG at byte 0");
    }

    private InitialContextToken framed(int tokId, Bytes message) {
        byte[] inner = new byte[2 + message.length()];
        inner[0] = (byte) (tokId >>> 8);
        inner[1] = (byte) tokId;
        message.copyTo(inner, 2);
        return new InitialContextToken(MechanismOid.KERBEROS.content(), Bytes.of(inner));
    }

    @Test
    void writesKrbErrorsThatNameWhatTheTokenNames() throws Exception {
        Step<Leg> step = acceptor(Forge.keys())
                .begin(token(forge -> forge.ctime = Forge.NOW.plusSeconds(600)).encode(), new Peer("10.1.2.3"));
        InitialContextToken error = InitialContextToken.parse(
                step.fold(Step.Done::token, Step.More::token, Step.Refused::token, unavailable -> Bytes.EMPTY));

        Bytes message = error.innerToken();
        assertThat(message.slice(0, 2)).isEqualTo(Bytes.of(new byte[] {3, 0}));
        DerReader der = new DerReader(message.slice(2, message.length() - 2).cursor("test"));
        der.enter("KRB-ERROR", Tag.application(30));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(der.integer(0, "pvno", 0, 99)).isEqualTo(5);
        assertThat(der.integer(1, "msg-type", 0, 99)).isEqualTo(30);
        assertThat(der.time(4, "stime")).isEqualTo(Forge.NOW);
        assertThat(der.integer(5, "susec", 0, 999_999)).isZero();
        assertThat(der.integer(6, "error-code", 0, 99)).isEqualTo(37);
        assertThat(der.string(9, "realm", 99)).isEqualTo(Forge.REALM);
        assertThat(PrincipalName.parse(der, 10, "sname")).hasToString(Forge.SPN);
        der.leave();
        der.leave();
    }
}
