package org.gatehouse.valve;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection of a client that sends what it is told to, byte by byte, and hides nothing of the answer. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer with its first {@code WWW-Authenticate}, "" for none. */
    record Answer(int status, String challenge, String body) {}

    /** Sends a GET with these header lines, and waits for the answer. */
    Answer get(String... headers) throws IOException {
        return request("GET / HTTP/1.1", headers);
    }

    /** Sends a form, and waits for the answer. */
    Answer post(String path, String form, String header) throws IOException {
        return send(
                "POST " + path + " HTTP/1.1",
                form,
                header,
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + form.length());
    }

    Answer request(String requestLine, String... headers) throws IOException {
        return send(requestLine, "", headers);
    }

    private Answer send(String requestLine, String content, String... headers) throws IOException {
        String lines = requestLine + "\r\nHost: portal.example.com\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "\r\n" + content;
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
        List<String> head = head();
        int status = Integer.parseInt(head.get(0).substring(9, 12));
        return new Answer(status, header(head, "WWW-Authenticate"), body(header(head, "Content-Length")));
    }

    private List<String> head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("after " + head);
            }
            head.append((char) octet);
        }
        return head.toString().lines().toList();
    }

    private static String header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private String body(String length) throws IOException {
        return new String(in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
