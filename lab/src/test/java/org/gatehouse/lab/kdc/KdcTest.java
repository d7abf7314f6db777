package org.gatehouse.lab.kdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.lab.kdc.HandMadeClient.errorCode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.lab.kdc.HandMadeClient.Credential;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The KDC on its port. */
@Timeout(60)
class KdcTest {
    private final MemoryAccounts accounts = MemoryAccounts.small().add(RequestFixture.PORTAL);
    private final List<KdcEvent> events = new CopyOnWriteArrayList<>();
    private Kdc kdc;

    @BeforeEach
    void start() throws IOException {
        kdc = Kdc.start(KdcSettings.of(RequestFixture.REALM).withLog(events::add), accounts);
    }

    @AfterEach
    void stop() {
        kdc.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), kdc.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void write(Socket socket, byte[] message) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(message.length);
        out.write(message);
        out.flush();
    }

    private static byte[] read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readInt());
    }

    private byte[] overTcp(byte[] message) {
        try (Socket socket = connect()) {
            write(socket, message);
            return read(socket);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] overUdp(byte[] message) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(30_000);
            socket.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), kdc.port()));
            DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(reply);
            return Arrays.copyOf(reply.getData(), reply.getLength());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HandMadeClient tcpClient() {
        return new HandMadeClient(this::overTcp, InstantSource.system());
    }

    /** Waits for it: the end of the stream, or a reset where the KDC left something unread or unaccepted. */
    private static void assertHungUp(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] anyRequest() {
        return "neither AS-REQ nor TGS-REQ".getBytes(UTF_8);
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
                for (Thread thread : threadsOf("kdc-" + RequestFixture.REALM)) {
                    thread.join(30_000);
                }
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
