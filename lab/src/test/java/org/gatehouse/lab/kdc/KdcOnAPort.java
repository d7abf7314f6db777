package org.gatehouse.lab.kdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.exchange.RequestFixture;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A KDC of its own for each test, and the sockets to it. */
public abstract class KdcOnAPort {
    protected final MemoryAccounts accounts = MemoryAccounts.small().add(RequestFixture.PORTAL);
    protected final List<KdcEvent> events = new CopyOnWriteArrayList<>();
    protected Kdc kdc;

    @BeforeEach
    protected void start() throws IOException {
        kdc = startKdc(0, accounts);
    }

    protected Kdc startKdc(int port, Accounts realmsAccounts) throws IOException {
        return Kdc.start(port, events::add, List.of(realm(RequestFixture.REALM, realmsAccounts)));
    }

    protected static KdcRealm realm(String name, Accounts accounts) {
        return new KdcRealm(name, accounts, InstantSource.system(), () -> KdcPolicy.OF_A_NEW_DOMAIN);
    }

    @AfterEach
    protected void stop() {
        kdc.close();
    }

    protected Socket connect() throws IOException {
        return connect(kdc.port());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    protected static void write(Socket socket, byte[] message) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(message.length);
        out.write(message);
        out.flush();
    }

    protected static byte[] read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readInt());
    }

    protected byte[] overTcp(byte[] message) {
        return overTcp(kdc.port(), message);
    }

    protected static byte[] overTcp(int port, byte[] message) {
        try (Socket socket = connect(port)) {
            write(socket, message);
            return read(socket);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected byte[] overUdp(byte[] message) {
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

    /** Waits for it: the end of the stream, or a reset where the KDC left something unread or unaccepted. */
    protected static void assertHungUp(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static byte[] anyRequest() {
        return "neither AS-REQ nor TGS-REQ".getBytes(UTF_8);
    }
}
