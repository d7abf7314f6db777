package org.gatehouse.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server before the portal that adds a challenge for {@code Basic} to each 401. Browsers on Linux ask nobody for a password
 * because of {@code Negotiate} alone, as those on Windows do; this makes them ask.
 */
final class PromptingFront implements AutoCloseable {
    private static final String END = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *([0-9]+)");

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI portal;

    private PromptingFront(URI portal) throws IOException {
        this.portal = portal;
    }

    static PromptingFront of(URI portal) throws IOException {
        PromptingFront front = new PromptingFront(portal);
        Thread thread = new Thread(front::accept, "prompting-front");
        thread.setDaemon(true);
        thread.start();
        return front;
    }

    URI address() {
        return URI.create("http://" + portal.getHost() + ":" + listening.getLocalPort() + "/");
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread thread = new Thread(() -> serve(client), "prompting-front-request");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** One request for a connection. */
    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), portal.getPort())) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return; // browsers open connections that they may need
            }
            server.getOutputStream().write(bytes(once(head)));
            server.getOutputStream().write(client.getInputStream().readNBytes(length(head)));
            String answer = once(head(server.getInputStream()));
            if (answer.startsWith("HTTP/1.1 401 ")) {
                answer = answer.replace(END, "\r\nWWW-Authenticate: Basic realm=\"front\"" + END);
            }
            client.getOutputStream().write(bytes(answer));
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The browser has not waited.
        }
    }

    private static String once(String head) {
        return head.replaceAll("(?i)\r\n(connection|keep-alive):[^\r]*", "")
                .replace(END, "\r\nConnection: close" + END);
    }

    private static int length(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static byte[] bytes(String head) {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            head.write(read);
            if (read == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
