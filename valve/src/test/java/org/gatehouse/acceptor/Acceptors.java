package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Step;
import org.gatehouse.kerberos.EncryptedData;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Acceptors for what a forge makes, and what becomes of it. */
final class Acceptors {
    static final Duration SKEW = Duration.ofMinutes(5);

    private Acceptors() {}

    static Step.Done<Leg> accept(Consumer<Forge> change) throws RefusedException {
        return accept(acceptor(Forge.keys()), token(change));
    }

    /** The context is closed when the test has ended. */
    static Step.Done<Leg> accept(KerberosAcceptor acceptor, InitialContextToken token) throws RefusedException {
        Step.Done<Leg> accepted = acceptor.accept(token);
        TestCleanup.closes(accepted.context());
        return accepted;
    }

    static Failure refused(Consumer<Forge> change) {
        return refused(acceptor(Forge.keys()), change);
    }

    static Failure refused(KerberosAcceptor acceptor, Consumer<Forge> change) {
        return failure(acceptor, token(change));
    }

    static Failure failure(KerberosAcceptor acceptor, InitialContextToken token) {
        return catchThrowableOfType(RefusedException.class, () -> acceptor.accept(token))
                .failure();
    }

    /** The client's name, or the code of the refusal. */
    static String outcome(KerberosAcceptor acceptor, Consumer<Forge> change) {
        return outcome(acceptor, token(change));
    }

    static String outcome(KerberosAcceptor acceptor, InitialContextToken token) {
        try {
            return accept(acceptor, token).identity().name();
        } catch (RefusedException e) {
            return e.failure().code().code();
        }
    }

    static InitialContextToken token(Consumer<Forge> change) {
        try {
            return InitialContextToken.parse(Forge.with(change).kerberos());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    static KerberosAcceptor acceptor(ServiceKeys keys) {
        return acceptor(keys, new ReplayCache(1 << 20, new SecureRandom()));
    }

    static KerberosAcceptor acceptor(ServiceKeys keys, AcceptorPolicy policy) {
        SecureRandom random = new SecureRandom();
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, SKEW);
        return new KerberosAcceptor(keys, clock, new Cryptosystem(random), new ReplayCache(1000, random), policy);
    }

    static AcceptorPolicy policy(String spn) {
        return new AcceptorPolicy(AcceptedNames.parse(spn).orElseThrow(), Optional.empty());
    }

    static byte[] key(int number) {
        return Arrays.copyOf(new byte[] {(byte) number, 99}, 32);
    }

    static KerberosAcceptor acceptor(ServiceKeys keys, ReplayCache replays) {
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, SKEW);
        return new KerberosAcceptor(keys, clock, new Cryptosystem(new SecureRandom()), replays);
    }

    /** The time in an AP-REP, as the client reads it with the session key. */
    static Instant readApRep(Bytes response, MechanismOid framing) throws Exception {
        InitialContextToken token = InitialContextToken.parse(response);
        assertThat(token.thisMech()).isEqualTo(framing.content());
        assertThat(token.innerToken().slice(0, 2)).isEqualTo(Bytes.of(new byte[] {2, 0}));
        DerReader der = new DerReader(
                token.innerToken().slice(2, token.innerToken().length() - 2).cursor("test"));
        der.enter("AP-REP", Tag.application(15));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(der.integer(0, "pvno", 0, 99)).isEqualTo(5);
        assertThat(der.integer(1, "msg-type", 0, 99)).isEqualTo(15);
        EncryptedData encPart = EncryptedData.parse(der, 2, "enc-part");
        der.leave();
        der.leave();
        SpecificKey specificKey = new Cryptosystem(new SecureRandom())
                .specificKey(
                        new EncryptionKey(
                                EncryptionType.AES256_CTS_HMAC_SHA1_96, SecretBytes.copyOf(Forge.SESSION_KEY)),
                        KeyUsage.AP_REP_ENC_PART);
        try (SecretBytes plaintext = specificKey.decrypt(encPart.cipher())) {
            return plaintext.use((array, offset, length) -> {
                DerReader part =
                        new DerReader(Bytes.of(array).slice(offset, length).cursor("test"));
                part.enter("EncAPRepPart", Tag.application(27));
                part.enter("SEQUENCE", Tag.SEQUENCE);
                Instant ctime = part.time(0, "ctime");
                long cusec = part.integer(1, "cusec", 0, 999_999);
                part.enterSequence(2, "subkey");
                assertThat(part.integer(0, "keytype", 0, 99)).isEqualTo(18);
                assertThat(part.octets(1, "keyvalue").length()).isEqualTo(32);
                part.leave();
                assertThat(part.has(3)).isTrue();
                part.integer(3, "seq-number", 0, Integer.MAX_VALUE);
                part.leave();
                part.leave();
                return ctime.plus(cusec, ChronoUnit.MICROS);
            });
        }
    }
}
