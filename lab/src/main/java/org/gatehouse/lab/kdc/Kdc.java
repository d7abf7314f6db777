package org.gatehouse.lab.kdc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.gatehouse.lab.account.Accounts;

/** A running KDC of one realm, on one port of 127.0.0.1 for TCP and UDP alike. */
public final class Kdc implements AutoCloseable {
    /** A port that is free for TCP is nearly always free for UDP. */
    private static final int ATTEMPTS_TO_FIND_A_PORT = 50;

    private static final Duration TCP_PATIENCE = Duration.ofSeconds(10);

    /** For threads that have been told to end; it takes them milliseconds. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final String realm;
    private final DaemonThreads threads;
    private final TcpEndpoint tcp;
    private final UdpEndpoint udp;

    private Kdc(String realm, DaemonThreads threads, TcpEndpoint tcp, UdpEndpoint udp) {
        this.realm = realm;
        this.threads = threads;
        this.tcp = tcp;
        this.udp = udp;
    }

    /**
     * When it returns, requests are answered.
     *
     * @throws BindException if the port is in use for TCP or UDP
     * @throws IOException if the accounts lack {@code krbtgt}, without which there are no tickets
     */
    public static Kdc start(KdcSettings settings, Accounts accounts) throws IOException {
        AccountDirectory directory = new AccountDirectory(settings.realm(), accounts);
        try {
            directory.ticketGrantingService();
        } catch (KdcException e) {
            throw new IOException(
                    "The realm " + settings.realm() + " has no ticket-granting service: " + e.reason(), e);
        }
        KdcHandler handler = new KdcHandler(settings, directory);
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(settings, handler);
            } catch (BindException e) {
                if (settings.port() != 0 || attempt == ATTEMPTS_TO_FIND_A_PORT) {
                    throw e;
                }
            }
        }
    }

    private static Kdc listen(KdcSettings settings, KdcHandler handler) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        DaemonThreads threads = new DaemonThreads("kdc-" + settings.realm());
        TcpEndpoint tcp =
                new TcpEndpoint(new InetSocketAddress(loopback, settings.port()), handler, threads, TCP_PATIENCE);
        try {
            UdpEndpoint udp = new UdpEndpoint(new InetSocketAddress(loopback, tcp.port()), handler, threads);
            return new Kdc(settings.realm(), threads, tcp, udp);
        } catch (IOException e) {
            tcp.close();
            threads.awaitEnd(PATIENCE_AT_END);
            throw e;
        }
    }

    /** For TCP and UDP. */
    public int port() {
        return tcp.port();
    }

    public String realm() {
        return realm;
    }

    /** Connections are cut off; when it returns the port is free and every thread has ended. */
    @Override
    public void close() {
        tcp.close();
        udp.close();
        threads.awaitEnd(PATIENCE_AT_END);
    }
}
