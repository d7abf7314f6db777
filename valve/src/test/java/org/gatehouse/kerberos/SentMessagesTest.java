package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.StandardError;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service sends to a client, octet for octet. */
class SentMessagesTest {
    private static final EncryptionType TYPE = EncryptionType.AES128_CTS_HMAC_SHA1_96;
    private static final String SUBKEY = "000102030405060708090a0b0c0d0e0f";

    /** Checked against RFC 4120 §5.9.1 by hand. */
    @Test
    void writesKrbErrorWithTimeCodeAndNameOfTheServer() {
        KrbError error = new KrbError(
                Instant.parse("2026-11-22T10:15:00.001002Z"),
                StandardError.KRB_AP_ERR_SKEW,
                "EX",
                new PrincipalName(2, List.of("HTTP", "p")));

        assertThat(error.encode())
                .isEqualTo(hex(
                        "0300" // TOK_ID
                                + "7e46 3044"
                                + "a003020105" // pvno
                                + "a10302011e" // msg-type
                                + "a411180f32303236313132323130313530305a" // stime
                                + "a504020203ea" // susec
                                + "a603020125" // error-code
                                + "a9041b024558" // realm
                                + "aa143012a003020102a10b30091b04485454501b0170"));
    }

    @Test
    void writesApRepWithASubkeyAndASequenceNumber() throws WireException, IntegrityException {
        assertThat(encPart(Optional.of(SUBKEY), OptionalLong.of(258)))
                .isEqualTo(hex("7b3f 303d"
                        + "a011180f32303236313132323130313530305a"
                        + "a1050203" + "01e240"
                        + "a21b3019a003020111a1120410" + SUBKEY
                        + "a304020201" + "02"));
    }

    @Test
    void writesApRepWithoutSubkeyAndSequenceNumber() throws WireException, IntegrityException {
        assertThat(encPart(Optional.empty(), OptionalLong.empty()))
                .isEqualTo(hex("7b1c 301a a011180f32303236313132323130313530305a a1050203 01e240"));
    }

    @ParameterizedTest
    @CsvSource({"0100, AP_REQ, an AP-REQ", "0200, AP_REP, an AP-REP", "0300, KRB_ERROR, a KRB-ERROR"})
    void tokenIdNamesTheMessage(String id, GssTokenId expected, String words) throws WireException {
        Bytes token = hex(id + "aabb");

        assertThat(GssTokenId.of(token)).hasValue(expected);
        assertThat(GssTokenId.of(hex(id))).hasValue(expected);
        assertThat(GssTokenId.describe(token)).isEqualTo(words);
        assertThat(GssTokenId.strip(token)).isEqualTo(hex("aabb"));
    }

    @ParameterizedTest
    @CsvSource({"0001, 0001", "0404, 0404", "0400, 0400", "ff01, ff01", "0101, 0101"})
    void otherTokenIdIsDescribedByItsNumber(String id, String number) {
        assertThat(GssTokenId.of(hex(id))).isEmpty();
        assertThat(GssTokenId.describe(hex(id))).isEqualTo("a message of TOK_ID " + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "02", "03"})
    void tokenShorterThanATokenIdHasNone(String token) {
        assertThat(GssTokenId.of(hex(token))).isEmpty();
        assertThatExceptionOfType(WireException.class).isThrownBy(() -> GssTokenId.strip(hex(token)));
    }

    @Test
    void serviceNameKnowsHttpAndHostInAnyCase() {
        assertThat(ServiceName.parse("hTTp/p").orElseThrow().isHttp()).isTrue();
        assertThat(ServiceName.parse("HOST/p").orElseThrow().isHttp()).isFalse();
        assertThat(ServiceName.parse("Host/p").orElseThrow().isHost()).isTrue();
        assertThat(ServiceName.parse("HTTP/p").orElseThrow().isHost()).isFalse();
    }

    private static Bytes encPart(Optional<String> subkey, OptionalLong seqNumber)
            throws WireException, IntegrityException {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        try (EncryptionKey sessionKey = key("ff".repeat(16));
                Authenticator authenticator = Authenticator.parse(PlainParts.authenticator(der -> {}, List.of()))) {
            SpecificKey specificKey = cryptosystem.specificKey(sessionKey, KeyUsage.AP_REP_ENC_PART);
            Optional<EncryptionKey> asserted = subkey.map(SentMessagesTest::key);
            Bytes token = new ApRep(asserted, seqNumber).encode(authenticator, TYPE, specificKey);
            asserted.ifPresent(EncryptionKey::close);
            return decrypted(token, specificKey);
        }
    }

    /** RFC 4120 §5.5.2. */
    private static Bytes decrypted(Bytes token, SpecificKey specificKey) throws WireException, IntegrityException {
        assertThat(token.slice(0, 2)).isEqualTo(hex("0200"));
        DerReader der = new DerReader(token.slice(2, token.length() - 2).cursor("AP-REP"));
        der.enter("AP-REP", Tag.application(15));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(der.integer(0, "pvno", 0, 99)).isEqualTo(5);
        assertThat(der.integer(1, "msg-type", 0, 99)).isEqualTo(15);
        EncryptedData encPart = EncryptedData.parse(der, 2, "enc-part");
        der.leave();
        der.leave();
        der.expectEnd();
        assertThat(encPart.etype()).isEqualTo(17);
        assertThat(encPart.kvno()).isEmpty();
        try (SecretBytes plaintext = specificKey.decrypt(encPart.cipher())) {
            return Holding.bytes(plaintext);
        }
    }

    private static EncryptionKey key(String hex) {
        return new EncryptionKey(TYPE, SecretBytes.adopt(hex(hex).toArray()));
    }
}
