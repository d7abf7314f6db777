package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.exchange.HandMadeClient;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.exchange.RequestFixture;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The KDC on its port. */
@Timeout(60)
class KdcTest extends KdcOnAPort {
    private HandMadeClient tcpClient() {
        return new HandMadeClient(this::overTcp, InstantSource.system());
    }

    private HandMadeClient udpClient() {
        return new HandMadeClient(this::overUdpIfItFits, InstantSource.system());
    }

    /** As every client does, since tickets with PACs seldom fit. */
    private byte[] overUdpIfItFits(byte[] request) {
        byte[] reply = overUdp(request);
        boolean tooBig = (reply[0] & 0x1f) == 30 && errorCode(reply) == 52;
        return tooBig ? overTcp(request) : reply;
    }

    @Test
    void servesTcpAndUdpOnOnePort() {
        for (HandMadeClient client : List.of(tcpClient(), udpClient())) {
            Credential ticket = client.ticketFor(client.signOn("alice", "Wonderland1!"), "HTTP/portal.lab.localhost");

            assertThat(ticket.client()).hasToString("alice");
        }
        assertThat(events).extracting(KdcEvent::transport).contains(KdcEvent.Transport.TCP, KdcEvent.Transport.UDP);
    }

    @Test
    void sendsTheUdpClientToTcpWhenTheReplyIsTooBig() {
        HandMadeClient client = udpClient();
        Credential tgt = client.signOn("alice", "Wonderland1!");
        String longName = "HTTP/" + "x".repeat(800);
        accounts.add(MemoryAccounts.user("svc-long", "Long1234!", longName));
        byte[] request = client.tgsReq(tgt, longName);

        assertThat(errorCode(overUdp(request))).isEqualTo(52);
        assertThat(overTcp(request)).hasSizeGreaterThan(1465); // the very same request: no replay
    }

    @Nested
    class OverUdp {
        @Test
        void answersAnything() {
            Random random = new Random(4711);
            for (int size : new int[] {0, 1, 2, 100, 1465, 9000, 65_000}) {
                byte[] datagram = new byte[size];
                random.nextBytes(datagram);

                assertThat(errorCode(overUdp(datagram))).as("%d bytes", size).isIn(40, 60);
            }
        }
    }

    @Nested
    class StartAndClose {
        @Test
        void twoRunSideBySide() throws IOException {
            try (Kdc other = startKdc(0, MemoryAccounts.small())) {
                assertThat(other.port()).isNotEqualTo(kdc.port());
                assertThat(tcpClient().signOn("alice", "Wonderland1!").part().getSrealm())
                        .isEqualTo("LAB.LOCALHOST");
            }
        }

        @Test
        void realmsShareThePortAndEachAnswersForItself() throws IOException {
            MemoryAccounts partners = MemoryAccounts.small();
            try (Kdc both = Kdc.start(
                    0, events::add, List.of(realm("LAB.LOCALHOST", accounts), realm("PARTNER.LOCALHOST", partners)))) {
                assertThat(realmThatRefuses("mallory", "partner.localhost", both))
                        .isEqualTo("PARTNER.LOCALHOST");
                assertThat(realmThatRefuses("mallory", "LAB.LOCALHOST", both)).isEqualTo("LAB.LOCALHOST");
                assertThat(realmThatRefuses("mallory", "ELSEWHERE.LOCALHOST", both))
                        .isEqualTo("LAB.LOCALHOST");
            }
        }

        private String realmThatRefuses(String client, String realm, Kdc asked) {
            byte[] request = KerbyCodec.encode(tcpClient().asReq(client, body -> body.setRealm(realm)));
            return HandMadeClient.error(overTcp(asked.port(), request)).getRealm();
        }

        @Test
        void noTwoRealmsHaveTheSameName() {
            List<KdcRealm> twins = List.of(realm("LAB.LOCALHOST", accounts), realm("LAB.LOCALHOST", accounts));

            assertThatIllegalArgumentException().isThrownBy(() -> Kdc.start(0, events::add, twins));
        }

        @Test
        void thereIsNoKdcWithoutARealm() {
            assertThatIllegalArgumentException().isThrownBy(() -> Kdc.start(0, events::add, List.of()));
        }

        @Test
        void takenPortIsSaid() {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> startKdc(kdc.port(), accounts));
        }

        @Test
        void portIsFreeAgainAfterwards() throws IOException {
            try (Socket idle = connect()) {
                kdc.close();

                assertHungUp(idle);
                startKdc(kdc.port(), accounts).close();
            }
        }

        @Test
        void connectionsAreCutOff() throws IOException {
            try (Socket socket = connect()) {
                write(socket, anyRequest());
                read(socket);
                kdc.close();

                assertHungUp(socket);
            }
        }

        @Test
        void noThreadStays() throws Exception {
            overUdp(anyRequest());
            try (Socket idle = connect()) {
                overTcp(anyRequest());
                kdc.close();
                assertThat(idle.isConnected()).isTrue();
            }

            assertThat(threadsOf("kdc-" + RequestFixture.REALM)).isEmpty();
        }

        @Test
        void closingTwiceIsOnce() {
            kdc.close();

            kdc.close();
        }

        @Test
        void withoutKrbtgtThereIsNoKdc() {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> startKdc(0, new MemoryAccounts()))
                    .withMessageContaining("krbtgt");
        }

        private static List<Thread> threadsOf(String name) {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(name))
                    .toList();
        }
    }

    @Test
    void aPortThatIsTakenForUdpAloneIsSaid() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> startKdc(taken.getLocalPort(), accounts));
            new ServerSocket(taken.getLocalPort()).close(); // and nothing holds the TCP port
        }
    }
}
