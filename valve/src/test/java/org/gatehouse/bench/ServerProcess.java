package org.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.bench.Server.Authentication;
import org.gatehouse.crypto.EncryptionType;

/** A {@link Server} in its own JVM. */
final class ServerProcess implements AutoCloseable {
    private final Path directory;
    private final Process process;
    private final int port;

    ServerProcess(Authentication authentication, EncryptionType type) throws IOException {
        this.directory = Files.createTempDirectory("gatehouse-bench");
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xbatch",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        authentication.name(),
                        directory.toString(),
                        type.name())
                .redirectError(directory.resolve("server.log").toFile())
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        if (line == null) {
            String log = Files.readString(directory.resolve("server.log"));
            close();
            throw new IOException("The server did not start: " + log);
        }
        this.port = Integer.parseInt(line);
    }

    int port() {
        return port;
    }

    /** CPU time of all its threads since its start. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
