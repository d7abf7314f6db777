package org.gatehouse.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Requests that are sent as they are written, over one connection, and everything that comes back. */
final class RawExchange {
    private RawExchange() {}

    /** Requests of HTTP/1.1 on one connection, each with these header lines; one status for each. */
    static List<String> keepingAlive(int port, List<String> requests) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < requests.size(); i++) {
            all.append("GET / HTTP/1.1\r\nHost: portal.example.com\r\n")
                    .append(requests.get(i))
                    .append(i == requests.size() - 1 ? "\r\nConnection: close" : "")
                    .append("\r\n\r\n");
        }
        return answers(send(port, all.toString()));
    }

    /** One request of HTTP/1.0, as nginx sends it upstream. */
    static String ofHttp10(int port, String... headers) throws IOException {
        return send(
                port,
                "GET / HTTP/1.0\r\nHost: portal.example.com\r\nConnection: close\r\n" + String.join("\r\n", headers)
                        + "\r\n\r\n");
    }

    static String send(int port, String octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The answers in what came back, each from its status line on. */
    static List<String> answers(String all) {
        return Arrays.stream(all.split("(?=HTTP/1\\.1 [0-9]{3})"))
                .filter(answer -> !answer.isEmpty())
                .toList();
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
