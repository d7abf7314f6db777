package org.gatehouse.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A keep-alive connection that sends prepared requests, and knows only as much of HTTP as the answers need. */
final class Connection implements AutoCloseable {
    private static final String END_OF_HEADERS = "\r\n\r\n";
    private static final int BODY = 2;
    private static final Pattern SESSION = Pattern.compile("JSESSIONID=[0-9A-F]+");
    private static final int TIMEOUT = 20_000;

    private final Socket socket = new Socket();
    private final InputStream input;
    private final OutputStream output;
    private final byte[] buffer = new byte[8192];

    Connection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    static byte[] request(FreshToken token) {
        return ("GET / HTTP/1.1\r\nHost: portal.example.com\r\nAccept: */*\r\nAuthorization: Negotiate "
                        + Base64.getEncoder().encodeToString(token.toArray()) + END_OF_HEADERS)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The next request of the session that an answer has begun; without a session, one like the first. */
    static byte[] request(String answer) {
        Matcher cookie = SESSION.matcher(answer);
        return ("GET /?page=1 HTTP/1.1\r\nHost: portal.example.com\r\nAccept: */*"
                        + (cookie.find() ? "\r\nCookie: " + cookie.group() : "") + END_OF_HEADERS)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the answer. */
    String exchange(byte[] request) throws IOException {
        output.write(request);
        int length = 0;
        String answer = "";
        do {
            int count = input.read(buffer, length, buffer.length - length);
            if (count < 0) {
                throw new EOFException(answer);
            }
            length += count;
            answer = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (length > 12 && !answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(answer);
            }
        } while (!answer.startsWith(END_OF_HEADERS, length - BODY - END_OF_HEADERS.length()));
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
