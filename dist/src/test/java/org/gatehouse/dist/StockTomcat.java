package org.gatehouse.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Tomcat as it comes from its archive, run by its own start script, with a base directory of its own. Its connector
 * listens on any free port of 127.0.0.1; everything else is as delivered.
 */
public final class StockTomcat implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern STARTED = Pattern.compile("Server startup in ");
    private static final Pattern PORT =
            Pattern.compile("Starting ProtocolHandler \\[\"http-nio-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");

    private final Path base;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private StockTomcat(Path base, Process process) {
        this.base = base;
        this.process = process;
    }

    /**
     * Makes a base directory with the stock configuration, to be completed by the test.
     *
     * @param home where the archive was unpacked
     * @param valve the JAR for {@code lib}
     */
    public static void prepare(Path home, Path base, Path valve) throws IOException {
        for (String directory : List.of("conf", "lib", "logs", "temp", "webapps")) {
            Files.createDirectories(base.resolve(directory));
        }
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
            }
        }
        Files.copy(valve, base.resolve("lib/gatehouse-valve.jar"));
        Path serverXml = base.resolve("conf/server.xml");
        Files.writeString(
                serverXml,
                Files.readString(serverXml)
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace("<Connector port=\"8080\"", "<Connector port=\"0\" address=\"127.0.0.1\""));
    }

    /** Starts Tomcat; {@link #awaitStart} says when it is there. */
    public static StockTomcat run(Path home, Path base) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/catalina.sh").toString(), "run").redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CATALINA_") || name.startsWith("JAVA_OPTS"));
        environment.put("CATALINA_BASE", base.toString());
        environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LC_ALL", "C.UTF-8");
        StockTomcat tomcat = new StockTomcat(base, builder.start());
        Thread reader = new Thread(tomcat::read, "output of " + home.getFileName());
        reader.setDaemon(true);
        reader.start();
        return tomcat;
    }

    /** Waits until Tomcat is there; returns its connector's port. */
    public int awaitStart() throws InterruptedException {
        await(STARTED);
        return Integer.parseInt(await(PORT).group(1));
    }

    /** Waits for a line that contains the pattern. */
    public Matcher await(Pattern pattern) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        synchronized (lines) {
            while (true) {
                for (String line : lines) {
                    Matcher matcher = pattern.matcher(line);
                    if (matcher.find()) {
                        return matcher;
                    }
                }
                long left = Duration.between(Instant.now(), end).toMillis();
                if (ended || left <= 0) {
                    throw new AssertionError("Tomcat did not say \"" + pattern + "\" but\n" + String.join("\n", lines));
                }
                lines.wait(left);
            }
        }
    }

    /** What Tomcat wrote to the console and to all of its log files. */
    String everythingLogged() throws IOException {
        StringBuilder all = new StringBuilder();
        synchronized (lines) {
            all.append(String.join("\n", lines)).append('\n');
        }
        try (Stream<Path> files = Files.list(base.resolve("logs"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** The lines of the console that contain a text. */
    public String linesWith(String text) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.contains(text)).collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }
}
