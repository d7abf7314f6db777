package org.gatehouse.cli.spn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A DNS server on a port of its own that knows aliases, and names without any (RFC 1035 §4). */
final class FakeDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int CNAME = 5;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, String> aliases;
    private final List<String> names;

    /**
     * Starts it.
     *
     * @param aliases and where they lead to; labels are separated by dots
     * @param names that exist besides
     */
    FakeDns(Map<String, String> aliases, List<String> names) throws SocketException {
        this.aliases = aliases;
        this.names = names;
        Thread thread = new Thread(this::serve, "fake-dns");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(byte[] question) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        String target = aliases.get(name.toString());
        boolean known = target != null || names.contains(name.toString());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(question, 0, 2);
        answer.writeBytes(
                new byte[] {(byte) 0x85, (byte) (known ? 0x80 : 0x83), 0, 1, 0, (byte) (target == null ? 0 : 1)});
        answer.writeBytes(new byte[4]);
        answer.write(question, HEADER, at + 5 - HEADER);
        if (target != null) {
            byte[] encoded = encoded(target);
            answer.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, CNAME, 0, 1, 0, 0, 0, 60, 0, (byte) encoded.length});
            answer.writeBytes(encoded);
        }
        return answer.toByteArray();
    }

    private static byte[] encoded(String name) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            encoded.write(label.length());
            encoded.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        encoded.write(0);
        return encoded.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
