package org.gatehouse.lab.kdc.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.exchange.KdcHandler;

/** One request a datagram, RFC 4120 §7.2.1. When more come than can be answered some are lost, as datagrams may be. */
public final class UdpEndpoint implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_535;
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 128;

    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(10);

    private final DatagramSocket socket;
    private final KdcHandler handler;
    private final ThreadPoolExecutor workers;

    public UdpEndpoint(InetSocketAddress address, KdcHandler handler, ThreadFactory threads) throws IOException {
        this.socket = new DatagramSocket(address);
        this.handler = handler;
        this.workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_WAITING),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
        threads.newThread(this::receive).start();
    }

    private void receive() {
        byte[] buffer = new byte[MAX_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE); // closed, or something that may pass
                continue;
            }
            byte[] message = Arrays.copyOf(packet.getData(), packet.getLength());
            SocketAddress client = packet.getSocketAddress();
            workers.execute(() -> answer(message, client));
        }
    }

    private void answer(byte[] message, SocketAddress client) {
        byte[] reply = handler.handle(message, Transport.UDP);
        try {
            socket.send(new DatagramPacket(reply, reply.length, client));
        } catch (IOException e) {
            // the client has gone, or the KDC is closing: nobody is left to tell
        }
    }

    @Override
    public void close() {
        socket.close();
        workers.shutdownNow();
    }
}
