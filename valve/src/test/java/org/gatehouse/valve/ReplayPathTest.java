package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replay file must not take the place of a file with keys. */
class ReplayPathTest {
    private static final String REMEDY = "Write a path such as work/gatehouse-replay, or none.";

    @TempDir
    private Path base;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(base.resolve("conf"));
        Files.createFile(base.resolve("conf/http.keytab"));
        Files.createLink(base.resolve("conf/hard"), base.resolve("conf/http.keytab"));
        Files.createSymbolicLink(base.resolve("soft"), base.resolve("conf"));
    }

    private List<Failure> problems(String written) {
        Problems problems = new Problems();
        new ReplayPath(base.toFile(), Optional.of(written))
                .check(List.of(base + "/conf/http.keytab", base + "/conf/password.aside"), problems);
        return problems.list();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conf/http.keytab",
                "conf/../conf/http.keytab",
                "conf/hard",
                "soft/http.keytab",
                "conf/password.aside",
                "conf/password"
            })
    void isRefusedIfAFileOfKeysWouldBePutAside(String written) {
        assertThat(problems(written))
                .containsExactly(new Failure(
                        FailureCode.BAD_ATTRIBUTE_VALUE,
                        "replayFile: \"" + written + "\" is the file of a key or a password.",
                        REMEDY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conf/replay", "work/gatehouse-replay", "conf", "/", "conf/http.keytab.aside"})
    void isAnyOtherPath(String written) {
        assertThat(problems(written)).isEmpty();
    }

    @Test
    void isRefusedIfItIsNoPath() {
        assertThat(problems("work/\0"))
                .containsExactly(new Failure(
                        FailureCode.BAD_ATTRIBUTE_VALUE, "replayFile: \"work/\\u{0}\" is not a path.", REMEDY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.keytab", "work/\0"})
    void stopsTheApplicationWithOneLineIfItIsRefused(String written) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(base, valve -> valve.setReplayFile(written), context -> {})) {
            assertThat(tomcat.lines(Level.SEVERE)).singleElement().asString().startsWith("GH-C006: replayFile: ");
            assertThat(base.resolve("http.keytab")).isRegularFile();
        }
    }
}
