package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcats one after the other with one replay file: a restart forgets nothing and refuses nobody. */
class ReplayOverRestartTest {
    private static final Instant START = Forge.NOW.plusSeconds(30);
    private static final String USED = Negotiate.header(new Forge());

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Path kept;
    private Path file;

    @TempDir
    private Path base;

    @BeforeEach
    void choose() {
        kept = base.resolve("kept");
        file = kept.resolve("replay");
    }

    /** Each in a directory of its own, since its keytab is written there. */
    private TestTomcat tomcat(String name, Consumer<SsoAuthenticator> change) throws Exception {
        SsoAuthenticator valve = new SsoAuthenticator(now::get, Duration.ZERO);
        valve.setKeytab("http.keytab");
        valve.setReplayFile(file.toString());
        change.accept(valve);
        return TestTomcat.with(Files.createDirectories(base.resolve(name)), valve);
    }

    private TestTomcat tomcat(String name) throws Exception {
        return tomcat(name, valve -> {});
    }

    private static String tokenOf(Instant time) {
        return Negotiate.header(Forge.with(forge -> forge.ctime = time));
    }

    private static int status(TestTomcat tomcat, String token) throws Exception {
        return tomcat.get("/", "Authorization", token).statusCode();
    }

    private static String lastFailure(TestTomcat tomcat) {
        List<String> lines = tomcat.lines(Level.WARNING);
        return RefusalLine.of(lines.get(lines.size() - 1)).failure();
    }

    @Test
    void refusesAReplayOfATokenFromBeforeTheRestart() throws Exception {
        now.set(Forge.NOW);
        try (TestTomcat first = tomcat("first")) {
            assertThat(status(first, USED)).isEqualTo(200);
        }
        now.set(START);
        try (TestTomcat second = tomcat("second")) {
            assertThat(status(second, USED)).isEqualTo(401);
            assertThat(lastFailure(second))
                    .startsWith(
                            "GH-K034 KRB_AP_ERR_REPEAT (34): a replay: the same token of \"alice@EXAMPLE.COM\" was used"
                                    + " 30 s ago, before this server was restarted. ");
        }
    }

    @Test
    void acceptsAClientWhoseClockIsTwoMinutesSlowRightAfterTheRestart() throws Exception {
        now.set(Forge.NOW.minusSeconds(600));
        tomcat("first").close();
        now.set(START);
        try (TestTomcat second = tomcat("second")) {
            assertThat(status(second, tokenOf(START.minusSeconds(120)))).isEqualTo(200);
            assertThat(second.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void refusesTheSlowClientWithoutAFile() throws Exception {
        now.set(Forge.NOW.minusSeconds(600));
        tomcat("first", valve -> valve.setReplayFile("none")).close();
        now.set(START);
        try (TestTomcat second = tomcat("second", valve -> valve.setReplayFile("none"))) {
            assertThat(status(second, tokenOf(START.minusSeconds(120)))).isEqualTo(401);
            assertThat(lastFailure(second)).startsWith("GH-K036 ");
            assertThat(second.valve().getReplayFile()).isEqualTo("none");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void remembersWhatAKilledProcessHasAccepted() throws Exception {
        Files.createDirectories(base.resolve("killed"));
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTomcat.class.getName(),
                        base.resolve("killed").toString(),
                        file.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            String port = child.inputReader().readLine();
            assertThat(port).as("the port of the child").isNotNull();
            assertThat(get(port, USED).statusCode()).isEqualTo(200);
        } finally {
            child.destroyForcibly().waitFor();
        }

        try (TestTomcat second = tomcat("second")) {
            assertThat(second.lines(Level.WARNING)).isEmpty();
            assertThat(status(second, USED)).isEqualTo(401);
            assertThat(lastFailure(second)).startsWith("GH-K034 ");
            assertThat(status(second, tokenOf(START.minusSeconds(120)))).isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(String port, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Authorization", token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void putsADamagedFileAsideInOneLineAndSignsIn() throws Exception {
        Files.createDirectories(kept);
        Files.writeString(file, "not ours");
        try (TestTomcat tomcat = tomcat("first")) {
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C023: the replay file " + file + " was put aside as replay.aside, because ");
            assertThat(status(tomcat, tokenOf(START))).isEqualTo(200);
            assertThat(status(tomcat, tokenOf(START.minusSeconds(1)))).isEqualTo(401);
            assertThat(lastFailure(tomcat)).startsWith("GH-K036 ");
        }
    }

    @Test
    void letsASecondTomcatDoWithoutTheFile() throws Exception {
        try (TestTomcat first = tomcat("first");
                TestTomcat second = tomcat("second")) {
            assertThat(first.valve().getReplayFile()).isEqualTo(file.toString());
            assertThat(second.valve().getReplayFile()).isEqualTo("none");
            assertThat(second.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C023: the replay file " + file + " cannot be used: another Tomcat uses it. ");
            assertThat(status(second, tokenOf(START))).isEqualTo(200);
        }
    }

    @Test
    void saysOnceThatTheFirstApplicationDecides() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(base, first -> first.setReplayFile("elsewhere"), context -> {})
                .withSecondApplication("/second", second -> second.setReplayFile("none"))) {
            tomcat.start();
            tomcat.context().reload();

            assertThat(tomcat.valve().getReplayFile())
                    .isIn("none", base.resolve("elsewhere").toString());
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C023: replayFile: ")
                    .contains(" is not used, because all applications of a Tomcat share one memory, and the first one"
                            + " started with ");
        }
    }

    @Test
    void keepsTheFileInTheDirectoryForWorkingFiles() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(base)) {
            assertThat(tomcat.valve().getReplayFile())
                    .isEqualTo(base.resolve("work/gatehouse-replay").toString());
            assertThat(base.resolve("work/gatehouse-replay")).isRegularFile();
            assertThat(tomcat.valve().getReplayCacheCapacity()).isEqualTo(1 << 20);
        }
    }

    /** The Server is stopped and started again in the same process. */
    @Test
    void usesTheFileAgainWhenTheSameServerStartsAgain() throws Exception {
        try (TestTomcat tomcat = tomcat("first")) {
            assertThat(status(tomcat, tokenOf(START))).isEqualTo(200);
            tomcat.restart();

            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            assertThat(tomcat.valve().getReplayFile()).isEqualTo(file.toString());
            assertThat(tomcat.valve().getReplayCacheSize()).isOne();
        }
    }

    private void cutShort() throws Exception {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.truncate(0);
        }
    }

    /** It was cut and made as long again: the next Tomcat must not take it for a whole one. */
    @Test
    void doesNotUseAFileAgainThatWasGivenUp() throws Exception {
        try (TestTomcat first = tomcat("first")) {
            long length = Files.size(file);
            cutShort();
            first.valve().tick();
            try (RandomAccessFile other =
                    new RandomAccessFile(kept.resolve("replay.aside").toFile(), "rw")) {
                other.setLength(length);
            }
            now.set(START.plusSeconds(2));
            assertThat(status(first, tokenOf(START.plusSeconds(2)))).isEqualTo(200);
        }
        now.set(START.plusSeconds(4));
        try (TestTomcat second = tomcat("second")) {
            assertThat(status(second, tokenOf(START.plusSeconds(2)))).isEqualTo(401);
            assertThat(lastFailure(second)).startsWith("GH-K036 ");
            assertThat(second.valve().getReplayFile()).isEqualTo(file.toString());
        }
    }

    /** Nothing has found out before the stop that the file is cut short. */
    @Test
    void stopsAndGivesTheFileUpThoughItCannotBeClosed() throws Exception {
        try (TestTomcat first = tomcat("first")) {
            assertThat(status(first, tokenOf(START))).isEqualTo(200);
            cutShort();
        }
        try (TestTomcat second = tomcat("second")) {
            assertThat(second.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "GH-C023: the replay file " + file + " was put aside as replay.aside, because it has 0 ");
        }
    }

    @Test
    void goesOnWithoutAFileThatSomebodyCutsShort() throws Exception {
        try (TestTomcat tomcat = tomcat("first")) {
            assertThat(status(tomcat, tokenOf(START))).isEqualTo(200);
            try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
                other.truncate(0);
            }
            now.set(START.plusSeconds(2));
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C023: the replay file " + file + " was changed by someone else and is not used");
            assertThat(tomcat.valve().getReplayFile()).isEqualTo("none");
            assertThat(status(tomcat, tokenOf(START))).isEqualTo(401);
            assertThat(lastFailure(tomcat)).startsWith("GH-K036 ");
            assertThat(status(tomcat, tokenOf(START.plusSeconds(4)))).isEqualTo(200);
        }
    }
}
