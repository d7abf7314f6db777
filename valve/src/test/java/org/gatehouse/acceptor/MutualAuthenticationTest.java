package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.accept;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.token;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.gss.Step;
import org.gatehouse.kerberos.EncryptedData;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The answer to a client that asks for one, as the client reads it, and the signatures that both make from then on. */
class MutualAuthenticationTest {
    private static final int MUTUAL_REQUIRED = 1 << 29;
    private static final Bytes TEXT = hex("300b06092a864886f712010202");
    private static final Cryptosystem CLIENT = new Cryptosystem(new SecureRandom());

    /** What a client finds in EncAPRepPart (RFC 4120 §5.5.2). */
    private record Answer(Optional<Bytes> subkey, OptionalLong seqNumber) {}

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RC4_HMAC")
    void assertsASubkeyThatSignsFromThenOn(EncryptionType type) throws Exception {
        Step.Done<Leg> accepted = accepted(type);
        Answer answer = answer(accepted, type);
        EncryptionKey subkey = key(type, answer.subkey().orElseThrow());
        String number = "%016x".formatted(answer.seqNumber().orElseThrow());
        Bytes ourHeader = hex("0404 05 ffffffffff" + number);
        Bytes theirHeader = hex("0404 04 ffffffffff 0000000000000042");

        MicProvider mics = accepted.context().mics().orElseThrow();

        assertThat(mics.mic(TEXT)).isEqualTo(signed(subkey, KeyUsage.ACCEPTOR_SIGN, ourHeader));
        assertThat(mics.verify(TEXT, signed(subkey, KeyUsage.INITIATOR_SIGN, theirHeader)))
                .isTrue();
        EncryptionKey sessionKey = key(type, Bytes.of(Arrays.copyOf(Forge.SESSION_KEY, type.keyLength())));
        assertThat(mics.verify(TEXT, signed(sessionKey, KeyUsage.INITIATOR_SIGN, theirHeader)))
                .isFalse();
    }

    @Test
    void assertsAnotherSubkeyAndSequenceNumberEachTime() throws Exception {
        EncryptionType type = EncryptionType.AES256_CTS_HMAC_SHA1_96;
        Set<Bytes> subkeys = new HashSet<>();
        Set<OptionalLong> numbers = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            Answer answer = answer(accepted(type), type);
            subkeys.add(answer.subkey().orElseThrow());
            numbers.add(answer.seqNumber());
        }

        assertThat(subkeys).hasSize(8).doesNotContain(Bytes.of(new byte[32]));
        assertThat(numbers).hasSizeGreaterThan(1);
    }

    /** RFC 4757 §7: RC4 has no subkey of the acceptor, and signs in a form of its own, which is not understood here. */
    @Test
    void answersWithoutASubkeyAndCannotSignWithRc4() throws Exception {
        Step.Done<Leg> accepted = accepted(EncryptionType.RC4_HMAC);

        assertThat(answer(accepted, EncryptionType.RC4_HMAC).subkey()).isEmpty();
        assertThat(accepted.context().mics()).isEmpty();
    }

    @Test
    void answersWithoutASequenceNumberIfTheClientHasSentNone() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> {
            forge.apOptions = MUTUAL_REQUIRED;
            forge.seqNumber = OptionalLong.empty();
        });

        Answer answer = answer(accepted, EncryptionType.AES256_CTS_HMAC_SHA1_96);

        assertThat(answer.seqNumber()).isEmpty();
        assertThat(accepted.context().mics().orElseThrow().mic(TEXT).slice(0, 16))
                .isEqualTo(hex("0404 05 ffffffffff 0000000000000000"));
    }

    @Test
    void signsWithTheClientsNumberAndKeyWhereNoAnswerIsAskedFor() throws Exception {
        EncryptionType type = EncryptionType.AES256_CTS_HMAC_SHA1_96;
        byte[] subkey = Arrays.copyOf(new byte[] {7, 7}, 32);

        Step.Done<Leg> accepted = accept(forge -> forge.subkey = Forge.key(6, type.number(), subkey));
        Step.Done<Leg> unnumbered = accept(forge -> forge.seqNumber = OptionalLong.empty());

        assertThat(accepted.context().mics().orElseThrow().mic(TEXT))
                .isEqualTo(signed(
                        key(type, Bytes.of(subkey)),
                        KeyUsage.ACCEPTOR_SIGN,
                        hex("0404 01 ffffffffff 0000000000001267")));
        assertThat(unnumbered.context().mics().orElseThrow().mic(TEXT))
                .isEqualTo(signed(
                        key(type, Bytes.of(Forge.SESSION_KEY)),
                        KeyUsage.ACCEPTOR_SIGN,
                        hex("0404 01 ffffffffff 0000000000000000")));
    }

    private static Step.Done<Leg> accepted(EncryptionType type) throws Exception {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, type.keyLength());
        ServiceKeys keys = Forge.keys(Set.of(type), Forge.entry(Forge.SPN, 7, type.number(), key));
        return accept(acceptor(keys), token(forge -> forge.ofType(type).apOptions = MUTUAL_REQUIRED));
    }

    private static Answer answer(Step.Done<Leg> accepted, EncryptionType type) throws Exception {
        Bytes inner = InitialContextToken.parse(accepted.token()).innerToken();
        DerReader der = new DerReader(inner.slice(2, inner.length() - 2).cursor("answer"));
        der.enter("AP-REP", Tag.application(15));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        der.integer(0, "pvno", 5, 5);
        der.integer(1, "msg-type", 15, 15);
        EncryptedData encPart = EncryptedData.parse(der, 2, "enc-part");
        EncryptionKey sessionKey = key(type, Bytes.of(Arrays.copyOf(Forge.SESSION_KEY, type.keyLength())));
        try (SecretBytes plaintext =
                CLIENT.specificKey(sessionKey, KeyUsage.AP_REP_ENC_PART).decrypt(encPart.cipher())) {
            return plaintext.use((array, offset, length) -> answer(
                    new DerReader(Bytes.copyOf(array).slice(offset, length).cursor("answer")), type));
        }
    }

    private static Answer answer(DerReader part, EncryptionType type) throws Exception {
        part.enter("EncAPRepPart", Tag.application(27));
        part.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(part.time(0, "ctime")).isEqualTo(Forge.NOW);
        assertThat(part.integer(1, "cusec", 0, 999_999)).isEqualTo(123_456);
        Optional<Bytes> subkey = Optional.empty();
        if (part.has(2)) {
            part.enterSequence(2, "subkey");
            assertThat(part.integer(0, "keytype", 0, 99)).isEqualTo(type.number());
            subkey = Optional.of(part.octets(1, "keyvalue"));
            part.leave();
        }
        OptionalLong seqNumber = part.has(3)
                ? OptionalLong.of(part.integer(3, "seq-number", 0, Integer.MAX_VALUE))
                : OptionalLong.empty();
        part.leave();
        part.leave();
        part.expectEnd();
        return new Answer(subkey, seqNumber);
    }

    private static Bytes signed(EncryptionKey key, KeyUsage usage, Bytes header) {
        Bytes checksum = CLIENT.checksumKey(key, usage).mic(TEXT, header);
        byte[] token = Arrays.copyOf(header.toArray(), header.length() + checksum.length());
        checksum.copyTo(token, header.length());
        return Bytes.of(token);
    }

    private static EncryptionKey key(EncryptionType type, Bytes value) {
        return TestCleanup.closes(new EncryptionKey(type, SecretBytes.adopt(value.toArray())));
    }
}
