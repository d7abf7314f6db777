package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.catalina.valves.RemoteIpValve;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.valve.RawConnection.Answer;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy sends the requests of two clients over one connection, in whatever order they come. */
class SharedConnectionTest {
    private static final int CROSSINGS = 20;
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes OFFER =
            Forge.negTokenInit(List.of(MechanismOid.NEGOEX.content(), KERBEROS), Bytes.EMPTY);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_OFFER =
            Bytes.of(HexFormat.of().parseHex("3017" + "060a2b06010401823702021e" + "06092a864886f712010202"));

    private TestTomcat tomcat;
    private int cusec;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tomcat = TestTomcat.started(
                directory,
                valve -> {},
                context -> context.getParent().getPipeline().addValve(new RemoteIpValve()));
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    /** Two clients, by what tells them apart. */
    static Stream<List<Client>> pairs() {
        return Stream.of(
                List.of(new Client("alice", "192.0.2.1", "Edge"), new Client("bob", "192.0.2.2", "Edge")),
                List.of(new Client("alice", "192.0.2.1", "Edge"), new Client("bob", "192.0.2.1", "Firefox")),
                List.of(new Client("alice", "192.0.2.1", "Edge"), new Client("bob", "192.0.2.2", "")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void signsBothInWhoeverComesWhen(List<Client> pair) throws Exception {
        List<List<Integer>> orders = orders(2, 3);
        assertThat(orders).hasSize(10);
        for (int crossing = 0; crossing < CROSSINGS; crossing++) {
            for (List<Integer> order : orders) {
                cross(order, List.of(new TwoTokens(pair.get(0), false), new TwoTokens(pair.get(1), true)));
            }
        }
        assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        assertThat(tomcat.valve().getAccepted()).isEqualTo(2L * CROSSINGS * orders.size());
        assertThat(tomcat.valve().getRefused()).isZero();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void signsBothInWithASignatureOfItsOwnRequest(List<Client> pair) throws Exception {
        List<List<Integer>> orders = orders(3, 4);
        assertThat(orders).hasSize(35);
        for (List<Integer> order : orders) {
            cross(order, List.of(new ThreeTokens(pair.get(0), false), new ThreeTokens(pair.get(1), true)));
        }
        assertThat(tomcat.lines(Level.WARNING)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tellsOfTheOneWhoNeverComesBackUnderTheirOwnReference(List<Client> pair) throws Exception {
        Client lost = pair.get(0);
        Client other = pair.get(1);
        Answer offered;
        try (RawConnection connection = connection()) {
            offered = lost.send(connection, OFFER, "Accept: text/html");
            assertPlain(other.send(connection, Bytes.EMPTY, "Accept: text/html"));
            other.send(connection, OFFER);
            assertThat(other.send(connection, kerberos(other, Optional.of(signature())))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(tomcat.lines(Level.WARNING)).isEmpty();

        tomcat.context().stop();

        String line = assertThat(tomcat.lines(Level.WARNING)).singleElement().actual();
        assertThat(line).startsWith("GH-S003 ").contains("] 192.0.2.1: ");
        assertThat(offered.body()).contains("GH-S003 · " + line.replaceAll("^[^\\[]*\\[|\\].*", ""));
        assertThat(tomcat.valve().getRefused()).isOne();
    }

    /** Two browsers behind one address translation cannot be told apart: one of them begins again, none is the other. */
    @Test
    void neverTakesOneClientForTheOtherWhereTheyCannotBeToldApart() throws Exception {
        Client alice = new Client("alice", "192.0.2.1", "Edge");
        Client bob = new Client("bob", "192.0.2.1", "Edge");
        try (RawConnection connection = connection()) {
            alice.send(connection, OFFER);
            bob.send(connection, OFFER);
            Answer first = alice.send(connection, kerberos(alice, Optional.of(signature())));
            Answer second = bob.send(connection, kerberos(bob, Optional.of(signature())));

            assertThat(first.body()).startsWith("alice@EXAMPLE.COM");
            assertThat(second.status()).isEqualTo(401);
            assertThat(second.body()).contains("(GH-S004, ");
        }
    }

    /** A client that writes the header itself: the proxy appends to it, and the last address counts. */
    @Test
    void doesNotLetAClientClaimAnothersAddress() throws Exception {
        Client alice = new Client("alice", "192.0.2.1", "Edge");
        Client thief = new Client("mallory", "192.0.2.1, 192.0.2.66", "Edge");
        try (RawConnection connection = connection()) {
            alice.send(connection, OFFER);
            Answer stolen = thief.send(connection, kerberos(thief, Optional.of(signature())));

            assertThat(stolen.body()).contains("(GH-S004, ");
            assertThat(alice.send(connection, kerberos(alice, Optional.of(signature())))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** One of them sends its requests, while the others come in between. */
    private void cross(List<Integer> order, List<Script> scripts) throws Exception {
        try (RawConnection connection = connection()) {
            for (int turn : order) {
                scripts.get(turn).next(connection);
            }
        }
        assertThat(scripts).allMatch(Script::isOver, "in the order " + order);
    }

    /** A client and what it sends next. */
    private abstract static class Script {
        final Client client;
        private final List<Turn> turns = new ArrayList<>();

        Script(Client client, boolean beginsWithoutAToken) {
            this.client = client;
            if (beginsWithoutAToken) {
                turns.add(connection -> assertPlain(client.send(connection, Bytes.EMPTY)));
            }
            turns.add(connection -> assertThat(
                            answered(client.send(connection, OFFER)).negState())
                    .contains(NegState.REQUEST_MIC));
        }

        final void then(Turn turn) {
            turns.add(turn);
        }

        final void assertSignedIn(Answer answer) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).startsWith(client.name() + "@EXAMPLE.COM");
        }

        final void next(RawConnection connection) throws Exception {
            turns.remove(0).take(connection);
        }

        final boolean isOver() {
            return turns.isEmpty();
        }
    }

    private final class TwoTokens extends Script {
        TwoTokens(Client client, boolean beginsWithoutAToken) {
            super(client, beginsWithoutAToken);
            then(connection -> assertSignedIn(client.send(connection, kerberos(client, Optional.of(signature())))));
        }
    }

    private final class ThreeTokens extends Script {
        ThreeTokens(Client client, boolean beginsWithoutAToken) {
            super(client, beginsWithoutAToken);
            then(connection -> assertThat(answered(client.send(connection, kerberos(client, Optional.empty())))
                            .negState())
                    .contains(NegState.ACCEPT_INCOMPLETE));
            then(connection -> assertSignedIn(client.send(
                    connection,
                    new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(signature()))
                            .encode())));
        }
    }

    /** One request, and what is expected of its answer. */
    @FunctionalInterface
    private interface Turn {
        void take(RawConnection connection) throws Exception;
    }

    /** Somebody behind the proxy. */
    private record Client(String name, String address, String userAgent) {
        Answer send(RawConnection connection, Bytes token, String... others) throws Exception {
            List<String> headers = new ArrayList<>(List.of(others));
            headers.add("X-Forwarded-For: " + address);
            if (!userAgent.isEmpty()) {
                headers.add("User-Agent: " + userAgent);
            }
            if (!token.isEmpty()) {
                headers.add("Authorization: Negotiate " + Base64.getEncoder().encodeToString(token.toArray()));
            }
            return connection.get(headers.toArray(String[]::new));
        }
    }

    private static void assertPlain(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).isEqualTo("Negotiate");
        assertThat(answer.body()).doesNotContain("GH-").doesNotContainPattern("[0-9A-F]{4}-[0-9A-F]{4}");
    }

    /** All ways to put the requests of two clients into one order. */
    private static List<List<Integer>> orders(int first, int second) {
        if (first == 0 && second == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (int next = 0; next < 2; next++) {
            if ((next == 0 ? first : second) > 0) {
                for (List<Integer> rest : orders(first - (1 - next), second - next)) {
                    List<Integer> order = new ArrayList<>(List.of(next));
                    order.addAll(rest);
                    orders.add(order);
                }
            }
        }
        return orders;
    }

    /** The client's Kerberos token, another one at each call. */
    private Bytes kerberos(Client client, Optional<Bytes> mic) {
        Forge forge = Forge.with(changed -> {
            changed.cname = List.of(client.name());
            changed.authenticatorName = changed.cname;
            changed.cusec = cusec++;
        });
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(forge.kerberos()), mic).encode();
    }

    private static Bytes signature() {
        return Forge.mic(25, 0, RAW_OFFER, 4711);
    }

    private static NegTokenResp answered(Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(401);
        return NegTokenResp.parse(
                Bytes.of(Base64.getDecoder().decode(answer.challenge().substring("Negotiate ".length()))));
    }

    private RawConnection connection() throws Exception {
        return new RawConnection(tomcat.connector().getLocalPort());
    }
}
