package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Tomcat in a process of its own, which is killed as an administrator or the kernel kills it. */
class KilledTomcatTest {
    @TempDir
    private Path base;

    private Process process;
    private int port;
    private final List<String> lines = new ArrayList<>();

    /** What the process runs: prints its port, and ends with its input. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws Exception {
            try (AttackedTomcat tomcat = new AttackedSite(Path.of(arguments[0]))
                    .at(InstantSource.system())
                    .justStarted()
                    .start()) {
                tomcat.log.with(Level.INFO, "GH-C023").forEach(line -> System.out.println("line " + line));
                System.out.println("port " + tomcat.port());
                System.in.read();
            }
        }
    }

    /** The process, with a limit of the shell for the sizes of its files. */
    private void start(String limit) throws IOException {
        process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        limit + " exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        base.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("port ")) {
            lines.add(line);
            line = output.readLine();
        }
        assertThat(line).as("the port of the process").isNotNull();
        port = Integer.parseInt(line.substring(5));
    }

    @AfterEach
    void kill() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private HttpResponse<String> signIn(String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .header("Authorization", token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void forgetsNothingAndRefusesNobody() throws Exception {
        InstantSource clock = InstantSource.system();
        start("");
        Instant started = clock.instant();
        List<String> recorded = List.of(
                ForgedTokens.with(SteppedClock.stampAt(clock.instant().plusSeconds(1))),
                ForgedTokens.with(SteppedClock.stampAt(clock.instant().plusSeconds(120))));
        for (String token : recorded) {
            assertThat(signIn(token).statusCode()).isEqualTo(200);
        }

        process.destroyForcibly().waitFor();
        start("");

        for (String token : recorded) {
            HttpResponse<String> response = signIn(token);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-K034");
        }
        assertThat(signIn(ForgedTokens.with(SteppedClock.stampAt(started.plusSeconds(1))))
                        .statusCode())
                .isEqualTo(200);
    }

    /** The file of a process that can write no file of that size, as if the disk were full. */
    @Test
    void signsInWhereNoRoomIsLeftForItsFile() throws Exception {
        InstantSource clock = InstantSource.system();
        start("ulimit -f 64;");
        String token = ForgedTokens.with(SteppedClock.stampAt(clock.instant().plusSeconds(1)));

        assertThat(signIn(token).statusCode()).isEqualTo(200);
        assertThat(AttackedTomcat.code(signIn(token).body())).isEqualTo("GH-K034");
        assertThat(lines.stream().filter(line -> line.contains("GH-C023"))).hasSize(1);
    }
}
