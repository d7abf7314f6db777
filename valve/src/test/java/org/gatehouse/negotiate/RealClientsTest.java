package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.TestVector;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that other people's clients made, at the time when they made them. */
class RealClientsTest {
    private static final Instant MADE = Instant.parse("2026-11-22T01:41:18Z");
    private static final Duration SKEW = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource({
        "spnego-token-mit-aes256, keytab-aes256, aes256-sha1",
        "spnego-token-mit-aes128, keytab-aes128, aes128-sha1",
        "spnego-token-jdk-aes256, keytab-aes256, aes256-sha1",
        "spnego-token-jdk-aes128, keytab-aes128, aes128-sha1"
    })
    void signAliceOnWithMutualAuthentication(String token, String keytab, String type) throws Exception {
        Outcome outcome =
                mechanism(keytab, MADE).accept(TestVector.read(token), new Peer("127.0.0.1"), new Reference(1));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Established.class, established -> {
            assertThat(established.identity().qualifiedName()).isEqualTo("alice@LAB.LOCALHOST");
            assertThat(established
                            .identity()
                            .evidence()
                            .kerberosTicket()
                            .orElseThrow()
                            .encryptionType()
                            .shortName())
                    .isEqualTo(type);
            assertThat(established
                            .identity()
                            .evidence()
                            .kerberosTicket()
                            .orElseThrow()
                            .mutual())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "spnego-token-mit-aes256, keytab-aes256, 400, SKEW",
        "spnego-token-jdk-aes128, keytab-aes128, -400, SKEW",
        "spnego-token-mit-aes256, keytab-aes128, 0, NO_KEY_FOR_NAME"
    })
    void areRefusedAtAnotherTimeOrByAnotherService(String token, String keytab, long later, FailureCode code)
            throws Exception {
        Outcome outcome = mechanism(keytab, MADE.plusSeconds(later))
                .accept(TestVector.read(token), new Peer("127.0.0.1"), new Reference(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.failure().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({"spnego-token-mit-aes256, keytab-aes256", "spnego-token-jdk-aes128, keytab-aes128"})
    void areRefusedAtEveryPrefix(String token, String keytab) throws Exception {
        OwnedScheme mechanism = mechanism(keytab, MADE);
        Bytes whole = TestVector.read(token);

        for (int length = 0; length < whole.length(); length++) {
            assertThat(mechanism.accept(whole.slice(0, length), new Peer("127.0.0.1"), new Reference(1)))
                    .as("the first %d bytes", length)
                    .isInstanceOf(Outcome.Rejected.class);
        }
    }

    private static OwnedScheme mechanism(String keytab, Instant now) throws WireException {
        SecureRandom random = new SecureRandom();
        Cryptosystem cryptosystem = new Cryptosystem(random);
        ServiceKeys keys =
                ServiceKeys.of(TestCleanup.closes(Keytab.parse(TestVector.read(keytab))), keytab, cryptosystem);
        ReplayCache replays = new ReplayCache(1 << 20, random);
        AcceptorClock clock = new AcceptorClock(() -> now, SKEW);
        return new OwnedScheme(new NegotiateScheme(
                List.of(new KerberosAcceptor(keys, clock, cryptosystem, replays)),
                "HTTP/test",
                new LegStore<PendingLeg>(new LegStore.Bounds(0, 0, SKEW), () -> now)
                        .part((unfinished, reference, peer) -> {})));
    }
}
