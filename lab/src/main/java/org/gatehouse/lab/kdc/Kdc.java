package org.gatehouse.lab.kdc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.kdc.event.KdcLog;
import org.gatehouse.lab.kdc.exchange.KdcHandler;
import org.gatehouse.lab.kdc.exchange.ServedRealm;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.net.DaemonThreads;
import org.gatehouse.lab.kdc.net.TcpEndpoint;
import org.gatehouse.lab.kdc.net.UdpEndpoint;
import org.gatehouse.lab.kdc.policy.KdcRealm;

/** A running KDC of one or several realms, on one port of 127.0.0.1 for TCP and UDP alike. */
public final class Kdc implements AutoCloseable {
    /** A port that is free for TCP is nearly always free for UDP. */
    private static final int ATTEMPTS_TO_FIND_A_PORT = 50;

    private static final Duration TCP_PATIENCE = Duration.ofSeconds(10);

    /** For threads that have been told to end; it takes them milliseconds. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final DaemonThreads threads;
    private final KdcHandler handler;
    private final TcpEndpoint tcp;
    private final UdpEndpoint udp;

    private Kdc(DaemonThreads threads, KdcHandler handler, TcpEndpoint tcp, UdpEndpoint udp) {
        this.threads = threads;
        this.handler = handler;
        this.tcp = tcp;
        this.udp = udp;
    }

    /**
     * When it returns, requests are answered: each by the realm that it names.
     *
     * @param port for TCP and UDP alike; 0 for a free one
     * @param realms at least one; the first one speaks where a request names none of them
     * @throws BindException if the port is in use for TCP or UDP
     * @throws IOException if the accounts of a realm lack {@code krbtgt}, without which there are no tickets
     * @throws IllegalArgumentException if that is no port, or two realms have the same name, or there is none
     */
    public static Kdc start(int port, KdcLog log, List<KdcRealm> realms) throws IOException {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port is to be 0 to 65535, but is " + port);
        }
        KdcHandler handler = new KdcHandler(log, served(realms));
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(port, handler);
            } catch (BindException e) {
                if (port != 0 || attempt == ATTEMPTS_TO_FIND_A_PORT) {
                    throw e;
                }
            }
        }
    }

    private static List<ServedRealm> served(List<KdcRealm> realms) throws IOException {
        long names = realms.stream().map(KdcRealm::name).distinct().count();
        if (names == 0 || names < realms.size()) {
            throw new IllegalArgumentException("realms are to be of different names, and at least one");
        }
        List<ServedRealm> served = new ArrayList<>();
        for (KdcRealm realm : realms) {
            ServedRealm one = new ServedRealm(realm);
            try {
                one.requireTicketGrantingService();
            } catch (KdcException e) {
                throw new IOException(
                        "The realm " + realm.name() + " has no ticket-granting service: " + e.reason(), e);
            }
            served.add(one);
        }
        return served;
    }

    private static Kdc listen(int port, KdcHandler handler) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        DaemonThreads threads = new DaemonThreads("kdc-" + handler.realm());
        TcpEndpoint tcp = new TcpEndpoint(new InetSocketAddress(loopback, port), handler, threads, TCP_PATIENCE);
        try {
            UdpEndpoint udp = new UdpEndpoint(new InetSocketAddress(loopback, tcp.port()), handler, threads);
            return new Kdc(threads, handler, tcp, udp);
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

    /**
     * Makes a change that no request sees half of: it waits for those under way, and others wait for it. Afterwards whatever
     * was asked before may be asked again, of every realm.
     */
    public void startAfresh(Runnable change) {
        handler.startAfresh(change);
    }

    /** Connections are cut off; when it returns the port is free and every thread has ended. */
    @Override
    public void close() {
        tcp.close();
        udp.close();
        threads.awaitEnd(PATIENCE_AT_END);
    }
}
