package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded token must not pass because Tomcat was restarted, and a slow client must not be refused for it. */
class RestartForgetsNothingTest {
    private static final String DEFAULT_FILE = "work/gatehouse-replay";

    @TempDir
    private Path base;

    private final SteppedClock clock = new SteppedClock();

    private AttackedSite site() throws Exception {
        return new AttackedSite(base).at(clock).justStarted();
    }

    /** A token of now, accepted and recorded. */
    private String accepted(AttackedTomcat tomcat) throws Exception {
        String token = ForgedTokens.with(clock.stamp());
        assertThat(tomcat.status(token)).isEqualTo(200);
        return token;
    }

    private String tokenOfASlowClient(int seconds) {
        return ForgedTokens.with(SteppedClock.stampAt(clock.instant().minusSeconds(seconds)));
    }

    private static void assertReplay(AttackedTomcat tomcat, String token) throws Exception {
        HttpResponse<String> response = tomcat.signIn(token);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-K034");
    }

    /** Long enough for the memory to be complete for every token that is still good. */
    private void longEnough() {
        clock.forward(Duration.ofMinutes(20));
    }

    private Path file() {
        return base.resolve(DEFAULT_FILE);
    }

    @Test
    void restartForgetsNothingByAnOrderlyStop() throws Exception {
        List<String> recorded = new ArrayList<>();
        for (int restart = 0; restart < 4; restart++) {
            clock.forward(Duration.ofSeconds(20));
            try (AttackedTomcat tomcat = site().start()) {
                for (String token : recorded) {
                    assertReplay(tomcat, token);
                }
                recorded.add(accepted(tomcat));
                assertReplay(tomcat, recorded.get(restart));
            }
        }
    }

    /** Twice the skew is as long as a token can be accepted; at its end it is too old. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 240, 299, 300, 301, 590, 599, 600, 601, 3600})
    void restartForgetsNothingHoweverLongItTakes(int seconds) throws Exception {
        String token = ForgedTokens.with(SteppedClock.stampAt(clock.instant().plusSeconds(299)));
        try (AttackedTomcat tomcat = site().start()) {
            assertThat(tomcat.status(token)).isEqualTo(200);
        }
        clock.forward(Duration.ofSeconds(seconds));
        try (AttackedTomcat tomcat = site().start()) {
            assertThat(tomcat.status(token)).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60, 120, 240, 299})
    void restartRefusesNoClientWhoseClockIsSlow(int seconds) throws Exception {
        try (AttackedTomcat tomcat = site().start()) {
            accepted(tomcat);
            longEnough();
            accepted(tomcat);
        }
        clock.forward(Duration.ofSeconds(3));
        try (AttackedTomcat tomcat = site().start()) {
            assertThat(tomcat.status(tokenOfASlowClient(seconds))).isEqualTo(200);
            assertThat(tomcat.log.with(Level.INFO, "GH-K036")).isEmpty();
        }
    }

    /** kill -9 writes nothing more: what another Tomcat finds is what stood in the file at that moment. */
    @Test
    void restartForgetsNothingByAKill() throws Exception {
        Path other = Files.createDirectories(base.resolve("after-the-kill"));
        try (AttackedTomcat tomcat = site().start()) {
            longEnough();
            List<String> recorded = List.of(accepted(tomcat), accepted(tomcat), accepted(tomcat));
            Files.createDirectories(other.resolve("work"));
            Files.copy(file(), other.resolve(DEFAULT_FILE));
            Files.setPosixFilePermissions(other.resolve(DEFAULT_FILE), PosixFilePermissions.fromString("rw-------"));
            clock.forward(Duration.ofSeconds(5));
            try (AttackedTomcat restarted =
                    new AttackedSite(other).at(clock).justStarted().start()) {
                for (String token : recorded) {
                    assertReplay(restarted, token);
                }
                assertThat(restarted.status(tokenOfASlowClient(120))).isEqualTo(200);
            }
        }
    }

    @Test
    void replayFileIsForItsOwnerAlone() throws Exception {
        try (AttackedTomcat tomcat = site().start()) {
            accepted(tomcat);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void replayFileHoldsNoToken() throws Exception {
        try (AttackedTomcat tomcat = site().start()) {
            accepted(tomcat);
        }
        String content = ForgedTokens.latin(Files.readAllBytes(file()));

        assertThat(content)
                .doesNotContain(
                        "alice",
                        Forge.REALM,
                        ForgedTokens.latin(Forge.SERVICE_KEY),
                        ForgedTokens.latin(Forge.SESSION_KEY));
    }

    /** A disk that is full later must not matter: all blocks of the file are there from the start. */
    @Test
    void replayFileDoesNotGrow() throws Exception {
        try (AttackedTomcat tomcat = site().start()) {
            long size = Files.size(file());
            long allocated = allocated(file());
            for (int i = 0; i < 50; i++) {
                accepted(tomcat);
            }

            assertThat(Files.size(file())).isEqualTo(size);
            assertThat(allocated).isGreaterThanOrEqualTo(size);
        }
    }

    /** What the file takes on the disk; its blocks count 512 bytes each. */
    private static long allocated(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(blocks.strip()) * 512;
    }

    @Test
    void restartForgetsNothingInTheFileThatIsConfigured() throws Exception {
        String token;
        try (AttackedTomcat tomcat = site().with("replayFile", "conf-replay").start()) {
            token = accepted(tomcat);
        }
        assertThat(base.resolve("conf-replay")).isRegularFile();
        assertThat(file()).doesNotExist();
        try (AttackedTomcat tomcat = site().with("replayFile", "conf-replay").start()) {
            assertReplay(tomcat, token);
        }
    }

    /** Without a file, what may have been accepted before is refused, as it always was. */
    @Test
    void restartForgetsNothingWithoutAFile() throws Exception {
        String token;
        try (AttackedTomcat tomcat = site().with("replayFile", "none").start()) {
            token = accepted(tomcat);
        }
        clock.forward(Duration.ofSeconds(30));
        try (AttackedTomcat tomcat = site().with("replayFile", "none").start()) {
            assertThat(AttackedTomcat.code(tomcat.signIn(token).body())).isEqualTo("GH-K036");
            assertThat(tomcat.status(ForgedTokens.with(clock.stamp()))).isEqualTo(200);
        }
        assertThat(file()).doesNotExist();
        assertThat(base.resolve("none")).doesNotExist();
    }

    /** Whatever was done to the file: the old token stays out, new ones get in, and one line tells. */
    @ParameterizedTest
    @ValueSource(strings = {"head", "half", "one", "text", "noise", "directory"})
    void restartForgetsNothingByADamagedFile(String damage) throws Exception {
        String token;
        try (AttackedTomcat tomcat = site().start()) {
            token = accepted(tomcat);
        }
        damage(file(), damage);
        clock.forward(Duration.ofSeconds(30));
        try (AttackedTomcat tomcat = site().start()) {
            assertThat(tomcat.log.with(Level.INFO, "GH-C023")).hasSize(1);
            assertThat(tomcat.status(token)).isEqualTo(401);
            String fresh = accepted(tomcat);
            assertReplay(tomcat, fresh);
        }
    }

    private static void damage(Path file, String damage) throws Exception {
        int size = (int) Files.size(file);
        switch (damage) {
            case "head" -> {
                try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.write(new byte[64]);
                }
            }
            case "half" -> {
                try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.setLength(size / 2);
                }
            }
            case "one" -> {
                try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.setLength(1);
                }
            }
            case "text" -> Files.writeString(file, "Wonderland\n".repeat(1000));
            case "noise" -> {
                byte[] noise = new byte[size];
                new Random(7).nextBytes(noise);
                Files.write(file, noise);
            }
            default -> {
                Files.delete(file);
                Files.createDirectories(file.resolve("x"));
            }
        }
    }

    @Test
    void putsADamagedFileAsideAndDoesNotWriteToWhereItLeads() throws Exception {
        Path victim = Files.writeString(base.resolve("victim"), "precious\n".repeat(100_000));
        Files.createDirectories(file().getParent());
        Files.createSymbolicLink(file(), victim);
        try (AttackedTomcat tomcat = site().start()) {
            accepted(tomcat);
            assertThat(tomcat.log.with(Level.INFO, "GH-C023")).hasSize(1);
        }
        assertThat(victim).hasContent("precious\n".repeat(100_000));
    }

    @Test
    void putsADamagedFileAside() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "somebody else's");
        try (AttackedTomcat tomcat = site().start()) {
            accepted(tomcat);
        }
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                            .filter(path -> path.getFileName().toString().startsWith("gatehouse-replay")))
                    .anySatisfy(path ->
                            assertThat(path).hasBinaryContent("somebody else's".getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** A place where no file can be: a line at the start, and no error in any request. */
    @ParameterizedTest
    @ValueSource(strings = {"pipe", "/proc/gatehouse-replay", "http.keytab/replay", "application"})
    void restartForgetsNothingWhereNoFileCanBe(String path) throws Exception {
        new ProcessBuilder("mkfifo", base.resolve("pipe").toString()).start().waitFor();
        try (AttackedTomcat tomcat = site().with("replayFile", path).start()) {
            assertThat(tomcat.log.with(Level.INFO, "GH-C023")).hasSize(1);
            assertReplay(tomcat, accepted(tomcat));
        }
    }

    @Test
    void restartForgetsNothingIfTwoTomcatsHaveOneFile() throws Exception {
        Path other = Files.createDirectories(base.resolve("other"));
        try (AttackedTomcat first = site().start();
                AttackedTomcat second = new AttackedSite(other)
                        .at(clock)
                        .justStarted()
                        .with("replayFile", file().toString())
                        .start()) {
            assertThat(second.log.with(Level.INFO, "GH-C023")).hasSize(1);
            String token = accepted(first);
            assertReplay(first, token);
            String another = accepted(second);
            assertReplay(second, another);
        }
    }

    /** Reloads, and valves that come and go, are no restarts. */
    @Test
    void restartForgetsNothingByReloads() throws Exception {
        try (AttackedTomcat tomcat = site().start()) {
            longEnough();
            String token = accepted(tomcat);
            for (int i = 0; i < 3; i++) {
                tomcat.context().reload();
                assertReplay(tomcat, token);
                assertThat(tomcat.status(tokenOfASlowClient(120))).isEqualTo(200);
            }
        }
    }
}
