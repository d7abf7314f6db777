package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.lab.kdc.HandMadeClient.errorCode;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.gatehouse.lab.kdc.HandMadeClient.Credential;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The KDC on its port. */
@Timeout(60)
class KdcTest extends KdcOnAPort {
    private HandMadeClient tcpClient() {
        return new HandMadeClient(this::overTcp, InstantSource.system());
    }

    @Test
    void servesTcpAndUdpOnOnePort() {
        for (HandMadeClient client : List.of(tcpClient(), new HandMadeClient(this::overUdp, InstantSource.system()))) {
            Credential ticket = client.ticketFor(client.signOn("alice", "Wonderland1!"), "HTTP/portal.lab.localhost");

            assertThat(ticket.client()).hasToString("alice");
        }
        assertThat(events).extracting(KdcEvent::transport).contains(KdcEvent.Transport.TCP, KdcEvent.Transport.UDP);
    }

    @Test
    void sendsTheUdpClientToTcpWhenTheReplyIsTooBig() {
        HandMadeClient client = new HandMadeClient(this::overUdp, InstantSource.system());
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
        void twoRealmsRunSideBySide() throws IOException {
            try (Kdc other = Kdc.start(KdcSettings.of("PARTNER.LOCALHOST"), MemoryAccounts.small())) {
                assertThat(other.realm()).isEqualTo("PARTNER.LOCALHOST");
                assertThat(kdc.realm()).isEqualTo("LAB.LOCALHOST");
                assertThat(tcpClient().signOn("alice", "Wonderland1!").part().getSrealm())
                        .isEqualTo("LAB.LOCALHOST");
            }
        }

        @Test
        void takenPortIsSaid() {
            KdcSettings settings = KdcSettings.of(RequestFixture.REALM).withPort(kdc.port());

            assertThatExceptionOfType(BindException.class).isThrownBy(() -> Kdc.start(settings, accounts));
        }

        @Test
        void portIsFreeAgainAfterwards() throws IOException {
            try (Socket idle = connect()) {
                kdc.close();

                assertHungUp(idle);
                Kdc.start(KdcSettings.of(RequestFixture.REALM).withPort(kdc.port()), accounts)
                        .close();
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
                    .isThrownBy(() -> Kdc.start(KdcSettings.of(RequestFixture.REALM), new MemoryAccounts()))
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
            KdcSettings settings = KdcSettings.of(RequestFixture.REALM).withPort(taken.getLocalPort());

            assertThatExceptionOfType(BindException.class).isThrownBy(() -> Kdc.start(settings, accounts));
            new ServerSocket(taken.getLocalPort()).close(); // and nothing holds the TCP port
        }
    }
}
