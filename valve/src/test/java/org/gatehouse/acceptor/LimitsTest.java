package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted or measured in a token, at its limit and one beyond it. */
class LimitsTest {
    private static final String ACCEPTED = "accepted";
    private static final String MALFORMED = "GH-K001";

    private record Limit(String name, int limit, String within, String beyond, Changes changes) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a forge has to do to have so many of something. */
    private interface Changes {
        Consumer<Forge> of(int count);
    }

    static Stream<Limit> limits() {
        return Stream.of(
                new Limit(
                        "restrictions of a ticket",
                        32,
                        ACCEPTED,
                        MALFORMED,
                        count -> forge -> forge.ticketAuthorizationData = irrelevant(10, count)),
                new Limit(
                        "restrictions of an authenticator",
                        32,
                        ACCEPTED,
                        MALFORMED,
                        count -> forge -> forge.authenticatorAuthorizationData = irrelevant(8, count)),
                new Limit("components of a client's name", 8, ACCEPTED, MALFORMED, count -> forge -> {
                    forge.cname = Collections.nCopies(count, "a");
                    forge.authenticatorName = forge.cname;
                }),
                new Limit("length of a client's name", 512, ACCEPTED, MALFORMED, count -> forge -> {
                    forge.cname = List.of("a".repeat(count));
                    forge.authenticatorName = forge.cname;
                }),
                new Limit("length of a client's realm", 255, ACCEPTED, MALFORMED, count -> forge -> {
                    forge.crealm = "R".repeat(count);
                    forge.authenticatorRealm = forge.crealm;
                }),
                new Limit(
                        "components of a service's name",
                        8,
                        "GH-K016",
                        MALFORMED,
                        count -> forge -> forge.sname = String.join("/", Collections.nCopies(count, "a"))),
                new Limit(
                        "length of a service's name",
                        512,
                        "GH-K016",
                        MALFORMED,
                        count -> forge -> forge.sname = "HTTP/" + "a".repeat(count)),
                new Limit(
                        "length of a service's realm",
                        255,
                        "GH-K015",
                        MALFORMED,
                        count -> forge -> forge.realm = "R".repeat(count)),
                new Limit("microseconds", 999_999, ACCEPTED, MALFORMED, count -> forge -> forge.cusec = count),
                new Limit(
                        "length of a session key",
                        32,
                        ACCEPTED,
                        "GH-K014",
                        count -> forge -> forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, count)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void isTakenAtItsLimitAndNotBeyond(Limit limit) throws Exception {
        assertThat(outcome(limit.changes().of(limit.limit()))).isEqualTo(limit.within());
        assertThat(outcome(limit.changes().of(limit.limit() + 1))).isEqualTo(limit.beyond());
    }

    static Stream<Consumer<Forge>> numbersBeyondTheirs() {
        return Stream.of(
                forge -> forge.kvno = OptionalLong.of(Integer.MIN_VALUE - 1L),
                forge -> forge.kvno = OptionalLong.of(1L << 32),
                forge -> forge.seqNumber = OptionalLong.of(1L << 32),
                forge -> forge.cusec = -1);
    }

    @ParameterizedTest
    @MethodSource("numbersBeyondTheirs")
    void isMalformedIfItDoesNotFitItsType(Consumer<Forge> change) throws Exception {
        assertThat(outcome(change)).isEqualTo(MALFORMED);
    }

    static Stream<Instant> endsOfTime() {
        return Stream.of(Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @MethodSource("endsOfTime")
    void hasAnAnswerForTheFirstMomentAndForTheLast(Instant time) throws Exception {
        assertThat(outcome(forge -> forge.ctime = time)).isEqualTo("GH-K031");
        assertThat(outcome(forge -> forge.endTime = time)).isIn(ACCEPTED, "GH-K030");
        assertThat(outcome(forge -> forge.startTime = time)).isIn(ACCEPTED, "GH-K032");
        assertThat(outcome(forge -> forge.authTime = time)).isEqualTo(ACCEPTED);
    }

    private static String outcome(Consumer<Forge> change) throws WireException {
        KerberosAcceptor acceptor = ForgedService.acceptor(Forge.keys(), () -> Forge.NOW);
        InitialContextToken token = InitialContextToken.parse(Forge.with(change).kerberos());
        try {
            Acceptors.accept(acceptor, token);
            return ACCEPTED;
        } catch (RefusedException e) {
            return e.failure().code().code();
        }
    }

    /** As many elements of AD-IF-RELEVANT. */
    private static Consumer<DerWriter> irrelevant(int number, int count) {
        return der -> {
            int data = der.beginExplicit(number, Tag.SEQUENCE);
            for (int i = 0; i < count; i++) {
                int element = der.begin(Tag.SEQUENCE);
                der.integer(0, 1);
                der.octets(1, Bytes.EMPTY);
                der.end(element);
            }
            der.endExplicit(data);
        };
    }
}
