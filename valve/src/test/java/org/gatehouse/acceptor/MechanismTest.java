package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.token;
import static org.gatehouse.wire.Hex.hex;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kerberos mechanism as SPNEGO and HTTP see it, and its answers. */
class MechanismTest {
    private static final Peer PEER = new Peer("10.1.2.3");

    private final KerberosAcceptor acceptor = acceptor(Forge.keys());

    /** What a client is told. */
    private record Answer(long error, String realm, String name) {}

    @Test
    void kerberosMechanismHasItsOwnNameAndMicrosofts() {
        assertThat(acceptor.oids()).containsExactly(MechanismOid.KERBEROS, MechanismOid.MS_KERBEROS);
    }

    @Test
    void kerberosMechanismKnowsItsTokensByTheirFraming() {
        assertThat(acceptor.isOurs(new Forge().kerberos())).isTrue();
        assertThat(acceptor.isOurs(Forge.with(forge -> forge.framingOid = MechanismOid.MS_KERBEROS.content())
                        .kerberos()))
                .isTrue();
        assertThat(acceptor.isOurs(new Forge().spnego())).isFalse();
        assertThat(acceptor.isOurs(new Forge().apReq())).isFalse();
        assertThat(acceptor.isOurs(hex("4e544c4d53535000"))).isFalse();
        assertThat(acceptor.isOurs(Bytes.EMPTY)).isFalse();
    }

    @Test
    void goodTokenIsDoneAtOnce() {
        Step<Leg> step = acceptor.begin(new Forge().kerberos(), PEER);

        String user = step.fold(
                done -> {
                    TestCleanup.closes(done.context());
                    return done.identity().name();
                },
                more -> "more",
                refused -> "refused",
                unavailable -> "unavailable");
        assertThat(user).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "6082", "4e544c4d5353500001", "600506092b0601"})
    void tokenWithoutFramingIsRefusedAsMalformedWithoutAnAnswer(String token) {
        Step.Refused<Leg> refused = refused(hex(token));

        assertThat(refused.failure().code().code()).isEqualTo("GH-K001");
        assertThat(refused.token().isEmpty()).isTrue();
    }

    /** RFC 4120 §5.9.1 requires a realm and a name. */
    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0100", "0200", "01006e00"})
    void answerToATokenThatNamesNothingNamesNothing(String inner) throws Exception {
        Bytes token = new InitialContextToken(MechanismOid.KERBEROS.content(), hex(inner)).encode();

        Bytes message = message(token);
        Bytes nothing = hex("a9021b00 aa0d300b a003020100 a10430021b00");
        assertThat(message.slice(message.length() - nothing.length(), nothing.length()))
                .isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0200, 0x0300, 0x0501})
    void answerToAnotherMessageNamesWhatTheTokenNames(int tokId) throws Exception {
        assertThat(answer(forge -> forge.tokId = tokId)).isEqualTo(new Answer(40, Forge.REALM, Forge.SPN));
    }

    /** Kerberos has no word for GSS-API's errors: KRB_ERR_GENERIC is 60. */
    @Test
    void answerHasTheNumberThatKerberosHasForTheError() throws Exception {
        assertThat(error(forge -> forge.msgType = 15)).isEqualTo(60);
        assertThat(error(forge -> forge.checksum = dceStyle())).isEqualTo(60);
        assertThat(error(forge -> forge.pvno = 4)).isEqualTo(39);
        assertThat(error(forge -> forge.endTime = Forge.NOW.minusSeconds(301))).isEqualTo(32);
        assertThat(error(forge -> forge.authenticatorName = List.of("bob"))).isEqualTo(36);
    }

    /** Which names, versions and types of keys there are is not said before a ticket has been decrypted. */
    @Test
    void answerIsTheSameForAllTicketsThatAreNotDecrypted() throws Exception {
        assertThat(answer(forge -> forge.serviceKey = new byte[32])).isEqualTo(new Answer(41, Forge.REALM, Forge.SPN));
        assertThat(answer(forge -> {
                    forge.serviceKey = new byte[32];
                    forge.kvno = OptionalLong.of(99);
                }))
                .isEqualTo(new Answer(41, Forge.REALM, Forge.SPN));
        assertThat(answer(forge -> forge.sname = "HTTP/other")).isEqualTo(new Answer(41, Forge.REALM, "HTTP/other"));
        assertThat(answer(forge -> forge.realm = "OTHER")).isEqualTo(new Answer(41, "OTHER", Forge.SPN));
        assertThat(answer(forge -> forge.ticketEtype = 23)).isEqualTo(new Answer(41, Forge.REALM, Forge.SPN));
    }

    @Test
    void ticketTellsItsTimesAndTheTypesOfItsKeys() throws Exception {
        KerberosTicket ticket = ticket(Forge.keys(), forge -> {
            forge.startTime = Forge.NOW.minusSeconds(60);
            forge.sessionEtype = 19;
            forge.authenticatorEtype = 19;
            forge.sessionKey = new byte[16];
            forge.authenticatorKey = forge.sessionKey;
        });

        assertThat(ticket.startTime()).isEqualTo(Forge.NOW.minusSeconds(60));
        assertThat(ticket.encryptionType()).isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
        assertThat(ticket.sessionEncryptionType()).isEqualTo(EncryptionType.AES128_CTS_HMAC_SHA256_128);
    }

    /** A key of version 0 does not know its version; a ticket may not tell its own either. */
    @ParameterizedTest
    @CsvSource({"7, 7, 7", "7, 8, 7", "7, , 7", "0, 8, 8", "0, , 0"})
    void ticketTellsTheVersionOfTheKeyThatDecryptedIt(long ofKey, Long ofTicket, long told) throws Exception {
        ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN, ofKey, 18, Forge.SERVICE_KEY));

        KerberosTicket ticket =
                ticket(keys, forge -> forge.kvno = ofTicket == null ? OptionalLong.empty() : OptionalLong.of(ofTicket));

        assertThat(ticket.kvno()).isEqualTo(told);
    }

    private static KerberosTicket ticket(ServiceKeys keys, Consumer<Forge> change) throws Exception {
        return Acceptors.accept(acceptor(keys), token(change))
                .identity()
                .evidence()
                .kerberosTicket()
                .orElseThrow();
    }

    private static byte[] dceStyle() {
        byte[] checksum = Forge.gssChecksum(0);
        checksum[21] = 0x10;
        return checksum;
    }

    private long error(Consumer<Forge> change) throws WireException {
        return toErrorCode(Forge.with(change).kerberos()).integer(6, "error-code", 0, 99);
    }

    private Answer answer(Consumer<Forge> change) throws WireException {
        DerReader der = toErrorCode(Forge.with(change).kerberos());
        return new Answer(
                der.integer(6, "error-code", 0, 99),
                der.string(9, "realm", 99),
                PrincipalName.parse(der, 10, "sname").toString());
    }

    private DerReader toErrorCode(Bytes token) throws WireException {
        Bytes message = message(token);
        assertThat(message.slice(0, 2)).isEqualTo(hex("0300"));
        DerReader der = new DerReader(message.slice(2, message.length() - 2).cursor("answer"));
        der.enter("KRB-ERROR", Tag.application(30));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        der.integer(0, "pvno", 5, 5);
        der.integer(1, "msg-type", 30, 30);
        assertThat(der.time(4, "stime")).isEqualTo(Forge.NOW);
        der.integer(5, "susec", 0, 999_999);
        return der;
    }

    private Bytes message(Bytes token) throws WireException {
        return InitialContextToken.parse(refused(token).token()).innerToken();
    }

    private Step.Refused<Leg> refused(Bytes token) {
        return acceptor.begin(token, PEER)
                .fold(
                        done -> {
                            throw new AssertionError("It was accepted");
                        },
                        more -> {
                            throw new AssertionError("It needs another token");
                        },
                        refused -> refused,
                        unavailable -> {
                            throw new AssertionError("It could not be judged");
                        });
    }
}
