package org.gatehouse.lab.kdc.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.exchange.KdcHandler;

/** Requests and answers on one connection, each behind four bytes of length, RFC 4120 §7.2.2. */
final class TcpConnection {
    /** Two tickets with the largest PACs that Windows issues. The high bit of a length, reserved, is beyond it. */
    private static final int MAX_REQUEST = 128 * 1024;

    /** How long the rest of a refused request is read, as closing before would take the answer from the client. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final int CHUNK = 4096;

    private final Socket socket;
    private final KdcHandler handler;
    private final Duration patience;

    /** @param patience from the end of one request to the end of the next, however it trickles in */
    TcpConnection(Socket socket, KdcHandler handler, Duration patience) {
        this.socket = socket;
        this.handler = handler;
        this.patience = patience;
    }

    /** Until the client closes, or is too slow. */
    void serve() throws IOException {
        socket.setTcpNoDelay(true);
        while (true) {
            long deadline = System.nanoTime() + patience.toNanos();
            int length = ByteBuffer.wrap(read(Integer.BYTES, deadline)).getInt();
            if (length < 0 || length > MAX_REQUEST) {
                send(handler.refuseTooLong(Transport.TCP));
                linger();
                return;
            }
            send(handler.handle(read(length, deadline), Transport.TCP));
        }
    }

    /** Memory is taken as bytes come, not as the length announces them. */
    private byte[] read(int length, long deadline) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] chunk = new byte[Math.min(length, CHUNK)];
        while (received.size() < length) {
            int count = readSome(chunk, Math.min(chunk.length, length - received.size()), deadline);
            if (count < 0) {
                throw new EOFException();
            }
            received.write(chunk, 0, count);
        }
        return received.toByteArray();
    }

    private int readSome(byte[] chunk, int length, long deadline) throws IOException {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout(Math.toIntExact(millis));
        return socket.getInputStream().read(chunk, 0, length);
    }

    private void send(byte[] message) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + message.length);
        socket.getOutputStream()
                .write(framed.putInt(message.length).put(message).array());
    }

    private void linger() throws IOException {
        socket.shutdownOutput();
        long deadline = System.nanoTime() + LINGER.toNanos();
        byte[] chunk = new byte[CHUNK];
        while (readSome(chunk, chunk.length, deadline) >= 0) {
            // thrown away
        }
    }
}
