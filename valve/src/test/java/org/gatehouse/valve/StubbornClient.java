package org.gatehouse.valve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends what it is given, on one connection for as long as the server leaves it open. */
final class StubbornClient implements AutoCloseable {
    private final int port;
    private Socket socket;
    private int opened = 1;

    StubbornClient(int port) throws IOException {
        this.port = port;
        this.socket = connect(port);
    }

    /** @param connections how many there were */
    record Answer(int status, String body, int connections) {}

    /** Asks for the page, with this value of the Authorization header, byte for byte. */
    Answer get(byte[] authorization) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("GET / HTTP/1.1\r\nHost: portal\r\nAuthorization: "));
        request.writeBytes(authorization);
        request.writeBytes(ascii("\r\n\r\n"));
        socket.getOutputStream().write(request.toByteArray());
        return answer(new BufferedInputStream(socket.getInputStream()));
    }

    private Answer answer(InputStream in) throws IOException {
        String statusLine = line(in);
        int length = 0;
        boolean close = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lowered = header.toLowerCase(Locale.ROOT);
            if (lowered.startsWith("content-length: ")) {
                length = Integer.parseInt(lowered.substring("content-length: ".length()));
            }
            close |= lowered.equals("connection: close");
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (close) {
            socket.close();
            socket = connect(port);
            opened++;
        }
        return new Answer(Integer.parseInt(statusLine.substring(9, 12)), body, opened);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The server has closed the connection after \"" + line + "\"");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
