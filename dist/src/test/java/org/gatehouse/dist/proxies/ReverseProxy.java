package org.gatehouse.dist.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A proxy that ends TLS in front of a Tomcat, as the archive's settings say, run as a process of this test on a free port. */
final class ReverseProxy implements AutoCloseable {
    private static final Path SETTINGS = Path.of("src/proxies");

    private final Process process;
    private final int port;

    private ReverseProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and returns when it listens.
     *
     * @param folder a new one for its files
     * @param certificates a folder with portal.crt, portal.key and portal.pem
     */
    static ReverseProxy start(ProxyKind kind, Path folder, Path certificates, int tomcatPort) throws IOException {
        String program = kind.program();
        int port = freePort();
        Map<String, String> places = new HashMap<>(kind.places(port));
        places.put("127.0.0.1:8080", "127.0.0.1:" + tomcatPort);
        places.put("/etc/ssl/", certificates + "/");
        String settings = Files.readString(SETTINGS.resolve(kind.settings()));
        for (Map.Entry<String, String> place : places.entrySet()) {
            assertThat(settings).contains(place.getKey());
            settings = settings.replace(place.getKey(), place.getValue());
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(kind.settings()), settings);
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(kind.options(folder));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            awaitReady(kind, output);
            Thread reader = new Thread(() -> drain(output), "output of " + kind);
            reader.setDaemon(true);
            reader.start();
            return new ReverseProxy(process, port);
        } catch (IOException | AssertionError e) {
            process.destroy();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(ProxyKind kind, BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains(kind.ready())) {
                return;
            }
        }
        throw new AssertionError(kind + " has not started, but said\n" + said);
    }

    /** A full pipe would stop the proxy. */
    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // what it says of requests is of no use here
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a browser has it. */
    URI address(String path) {
        return URI.create(origin() + path);
    }

    String origin() {
        return "https://portal.lab.localhost:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
