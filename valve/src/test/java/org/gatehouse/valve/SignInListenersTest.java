package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.Decision;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.mechanism.TokenDescription.Content;
import org.gatehouse.mechanism.TokenDescription.Framing;
import org.gatehouse.mechanism.TokenDescription.Length;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One event, and what each of its listeners makes of it. */
class SignInListenersTest {
    private static final String LOGGER = "org.gatehouse.test.listeners";
    private static final Failure FAILURE = new Failure(FailureCode.SKEW, "the clock is wrong.", "Set it.");
    private static final Reference REFERENCE = new Reference(0x7f3a91c2);

    private final LogRecorder recorder = new LogRecorder(LOGGER);
    private final Logger logger = Logger.getLogger(LOGGER); // a logger that nobody holds forgets its level
    private final Log log = LogFactory.getLog(LOGGER);
    private final Statistics statistics = new Statistics();
    private final AtomicInteger described = new AtomicInteger();
    private final SignInListeners listeners =
            new SignInListeners(log, List.of(statistics, new RefusalLog(log, () -> Forge.NOW)));

    @AfterEach
    void close() {
        recorder.close();
    }

    static Stream<Decision> decisions() {
        return Stream.of(
                new Challenged(),
                new Continued(),
                new Accepted(alice()),
                new Refused(FAILURE),
                new Unavailable(FAILURE),
                new Abandoned(FAILURE));
    }

    static Stream<Decision> failures() {
        return Stream.of(new Refused(FAILURE), new Unavailable(FAILURE), new Abandoned(FAILURE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellOneStoryOfAFailure(Decision decision) throws Exception {
        List<RecordedEvent> events = published(decision);

        assertThat(recorder.lines(Level.INFO))
                .containsExactly("GH-K031 KRB_AP_ERR_SKEW (37) [7F3A-91C2] 10.1.2.3: the clock is wrong. Set it.");
        assertThat(statistics.refusedByCode()).containsExactly(Map.entry("GH-K031", 1L));
        assertThat(statistics.lastRefusals()).containsExactly("2026-11-22T10:15:00Z GH-K031 [7F3A-91C2]");
        assertThat(statistics.challenges()).isZero();
        assertThat(statistics.acceptedByMechanism()).isEmpty();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("decision"))
                    .isEqualTo(decision.getClass().getSimpleName());
            assertThat(event.getString("failure")).isEqualTo("GH-K031 KRB_AP_ERR_SKEW (37)");
            assertThat(event.getString("reference")).isEqualTo("7F3A-91C2");
            assertThat(event.getString("client")).isEqualTo("10.1.2.3");
        });
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void areToldAtDebugOnceWithTheReference(Decision decision) throws Exception {
        published(decision);

        List<String> debug = new ArrayList<>(recorder.lines(Level.ALL));
        debug.removeAll(recorder.lines(Level.INFO));
        assertThat(debug).singleElement().asString().startsWith("[7F3A-91C2] 10.1.2.3 ");
    }

    @Test
    void tellOneStoryOfASignIn() throws Exception {
        List<RecordedEvent> events = published(new Accepted(alice()));

        assertThat(recorder.lines(Level.INFO)).isEmpty();
        assertThat(statistics.acceptedByMechanism()).containsExactly(Map.entry("Kerberos", 1L));
        assertThat(statistics.acceptedByEncryptionType()).containsExactly(Map.entry("aes256-sha1", 1L));
        assertThat(statistics.refusedByCode()).isEmpty();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getString("decision")).isEqualTo("Accepted");
            assertThat(event.getString("user")).isEqualTo("alice@EXAMPLE.COM");
            assertThat(event.getString("failure")).isEmpty();
        });
    }

    @Test
    void tellOneStoryOfAChallenge() throws Exception {
        for (Decision decision : List.of(new Challenged(), new Continued())) {
            assertThat(published(decision))
                    .extracting(event -> event.getString("decision"))
                    .containsExactly(decision.getClass().getSimpleName());
        }

        assertThat(recorder.lines(Level.INFO)).isEmpty();
        assertThat(statistics.challenges()).isEqualTo(2);
        assertThat(statistics.refusedByCode()).isEmpty();
        assertThat(statistics.lastRefusals()).isEmpty();
    }

    /** Nothing formats text that nobody reads. */
    @Nested
    class Descriptions {
        @ParameterizedTest
        @MethodSource("org.gatehouse.valve.SignInListenersTest#decisions")
        void areNotMadeWhileNobodyListens(Decision decision) {
            logger.setLevel(Level.INFO);

            listeners.begin().happened(event(decision));
            listeners.publish(event(decision));

            assertThat(described).hasValue(0);
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.valve.SignInListenersTest#decisions")
        void areMadeOnceHoweverManyListen(Decision decision) throws Exception {
            SignInEvent event = event(decision);
            try (SignInRecords records = new SignInRecords()) {
                SignInListeners many = new SignInListeners(
                        log,
                        List.of(
                                statistics,
                                first -> assertThat(first.sent()).isPresent(),
                                second -> assertThat(second.toString()).contains("sent: Kerberos")));
                many.begin().happened(event);
                assertThat(records.events())
                        .singleElement()
                        .satisfies(recorded ->
                                assertThat(recorded.getString("sent")).startsWith("Kerberos inside SPNEGO"));
            }

            assertThat(event.sent()).isPresent();
            assertThat(recorder.lines(Level.ALL)).anyMatch(line -> line.contains("Kerberos inside SPNEGO"));
            assertThat(described).hasValue(1);
        }

        @Test
        void areMadeForTheRecorderAlone() throws Exception {
            logger.setLevel(Level.INFO);
            try (SignInRecords records = new SignInRecords()) {
                listeners.begin().happened(event(new Challenged()));
                assertThat(records.events()).hasSize(1);
            }

            assertThat(described).hasValue(1);
        }

        @Test
        void areMadeForTheLogAlone() {
            listeners.begin().happened(event(new Challenged()));

            assertThat(described).hasValue(1);
        }
    }

    @Test
    void takeTheTimeFromTheBeginning() throws Exception {
        try (SignInRecords records = new SignInRecords()) {
            SignInEvent.Listener first = listeners.begin();
            SignInEvent.Listener second = listeners.begin();
            second.happened(event(new Challenged()));
            first.happened(event(new Accepted(alice())));
            List<RecordedEvent> events = records.events();

            assertThat(events)
                    .extracting(event -> event.getString("decision"))
                    .containsExactly("Challenged", "Accepted");
            assertThat(events.get(1).getStartTime())
                    .isBeforeOrEqualTo(events.get(0).getStartTime());
        }
    }

    private List<RecordedEvent> published(Decision decision) throws Exception {
        try (SignInRecords records = new SignInRecords()) {
            listeners.begin().happened(event(decision));
            return records.events();
        }
    }

    private SignInEvent event(Decision decision) {
        return new SignInEvent(
                Forge.NOW, new SignInEvent.Source(new Peer("10.1.2.3"), REFERENCE), decision, 0, this::description);
    }

    private Optional<TokenDescription> description() {
        described.incrementAndGet();
        return Optional.of(new TokenDescription(
                Content.KERBEROS, Framing.SPNEGO, List.of("Kerberos"), Optional.empty(), new Length(100, 70)));
    }

    private static Identity alice() {
        Instant now = Forge.NOW;
        return Identity.of(
                "alice",
                "EXAMPLE.COM",
                new KerberosTicket(
                        "HTTP/portal.example.com@EXAMPLE.COM",
                        EncryptionType.AES256_CTS_HMAC_SHA1_96,
                        7,
                        EncryptionType.AES256_CTS_HMAC_SHA1_96,
                        now,
                        now,
                        now.plusSeconds(3600),
                        new ContextFacts(0, false, false, false)));
    }
}
