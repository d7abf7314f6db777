package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.failure;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;
import static org.gatehouse.acceptor.Acceptors.token;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Peer;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that come again. */
public class ReplayedTokenTest {
    @Test
    void areRefused() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        InitialContextToken token = token(forge -> {});
        Acceptors.accept(acceptor, token);

        Failure failure = failure(acceptor, token);

        assertThat(failure.code()).isEqualTo(FailureCode.REPLAY);
        assertThat(failure.code().standardError()).contains(StandardError.KRB_AP_ERR_REPEAT);
    }

    @Test
    void areNotWhatASecondTokenOfTheSameTicketIs() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        Acceptors.accept(acceptor, token(forge -> {}));

        assertThat(Acceptors.accept(acceptor, token(forge -> forge.cusec = 1))
                        .identity()
                        .name())
                .isEqualTo("alice");
    }

    @Test
    void ofARefusedTokenAreRefusedForTheSameReason() {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        InitialContextToken token = token(forge -> forge.authenticatorName = List.of("bob"));

        assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
        assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 | 7 | was used 3 s ago over the same connection.
            7 | 8 | was used 3 s ago over another connection.
            7 |   | was used 3 s ago, but it is not known whether over the same connection (HTTP/2, AJP).
              | 7 | was used 3 s ago, but it is not known whether over the same connection (HTTP/2, AJP).
            """)
    void replayedTokensAreRefusedWithTimeAndConnectionOfTheFirstUse(String first, String second, String words)
            throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
        KerberosAcceptor acceptor = new KerberosAcceptor(
                Forge.keys(),
                new AcceptorClock(now::get, Acceptors.SKEW),
                new Cryptosystem(new SecureRandom()),
                new ReplayCache(1000, new SecureRandom()));
        InitialContextToken token = token(forge -> {});
        TestCleanup.closes(acceptor.accept(token, peer(first)).context());
        now.set(Forge.NOW.plusSeconds(3));

        assertThat(catchThrowableOfType(RefusedException.class, () -> acceptor.accept(token, peer(second)))
                        .failure()
                        .seen())
                .isEqualTo("a replay: the same token of \"alice@EXAMPLE.COM\" " + words);
    }

    /** Two applications share the memory: the one with the larger skew would take the token for longer. */
    @Test
    void replayedTokensAreRefusedByAnAcceptorThatIsMorePatientThanTheOneThatTookThem() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
        ReplayCache shared = new ReplayCache(1000, new SecureRandom());
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        KerberosAcceptor strict =
                new KerberosAcceptor(Forge.keys(), new AcceptorClock(now::get, Acceptors.SKEW), cryptosystem, shared);
        KerberosAcceptor patient = new KerberosAcceptor(
                Forge.keys(), new AcceptorClock(now::get, Duration.ofHours(1)), cryptosystem, shared);
        InitialContextToken token = token(forge -> {});
        assertThat(outcome(strict, token)).isEqualTo("alice");
        Instant later = Forge.NOW.plus(Duration.ofMinutes(40));
        now.set(later);
        assertThat(outcome(strict, forge -> forge.ctime = later)).isEqualTo("alice");

        assertThat(outcome(patient, token)).isEqualTo("GH-K034");
    }

    private static Peer peer(String connection) {
        return new Peer(
                "10.1.2.3", Optional.ofNullable(connection).map(id -> new Conversation(id, "10.1.2.3", "Firefox")));
    }

    @Test
    void replayedTokensDoNotCountWhereOneUserHasReachedTheLimitAndAnotherHasNot() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys(), new ReplayCache(1000, new SecureRandom()));
        Set<String> outcomesOfTheFlood = IntStream.range(0, 100)
                .mapToObj(cusec -> outcome(acceptor, forge -> forge.cusec = cusec))
                .collect(Collectors.toSet());

        assertThat(outcomesOfTheFlood).containsExactlyInAnyOrder("alice", "GH-K037");
        assertThat(outcome(acceptor, forge -> {
                    forge.cname = List.of("bob");
                    forge.authenticatorName = forge.cname;
                }))
                .isEqualTo("bob");
        assertThat(refused(acceptor, forge -> forge.cusec = 1000).toString())
                .isEqualTo(
                        "GH-K037 KRB_ERR_GENERIC (60): \"alice@EXAMPLE.COM\" has signed in 11 times within 32 s. That is"
                                + " the limit for one user, so that no user fills the memory of all sign-ins. Find the program"
                                + " that signs in with every request, and let it keep the session cookie.");
    }

    @Test
    void areStillRecognisedWhenTheCacheIsFullAndNewcomersAreRefused() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys(), new ReplayCache(1, new SecureRandom()));
        InitialContextToken first = token(forge -> {});
        Acceptors.accept(acceptor, first);
        Set<String> outcomesOfNewcomers = IntStream.range(1, 100)
                .mapToObj(cusec -> outcome(acceptor, forge -> forge.cusec = cusec))
                .collect(Collectors.toSet());

        assertThat(outcomesOfNewcomers).containsExactly("GH-K035");
        assertThat(failure(acceptor, first).code()).isEqualTo(FailureCode.REPLAY);
    }
}
