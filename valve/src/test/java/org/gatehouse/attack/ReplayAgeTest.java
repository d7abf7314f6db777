package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says of a token that comes for the second time: a retry of a proxy is not a theft. */
class ReplayAgeTest {
    @TempDir
    private Path directory;

    private final SteppedClock clock = new SteppedClock();
    private AttackedTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = new AttackedSite(directory).at(clock).start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void saysThatItCameOverTheSameConnection() throws Exception {
        String header = "Authorization: " + ForgedTokens.alice();
        List<String> answers = RawExchange.keepingAlive(tomcat.port(), List.of(header, header));

        assertThat(answers.stream().map(RawExchange::status)).containsExactly(200, 401);
        assertThat(line()).contains("same connection");
    }

    @Test
    void saysThatItCameOverAnotherConnection() throws Exception {
        String header = "Authorization: " + ForgedTokens.alice();
        RawExchange.keepingAlive(tomcat.port(), List.of(header));
        RawExchange.keepingAlive(tomcat.port(), List.of(header));

        assertThat(line())
                .containsAnyOf("another connection", "other connection", "different connection")
                .doesNotContain("same connection");
    }

    /** As durations read everywhere in the log. */
    @ParameterizedTest
    @CsvSource({"1, 1 s", "7, 7 s", "42, 42 s", "72, 1 min 12 s", "180, 3 min"})
    void saysHowLongAgoItCameFirst(int seconds, String words) throws Exception {
        String header = "Authorization: " + ForgedTokens.alice();
        RawExchange.keepingAlive(tomcat.port(), List.of(header));
        clock.forward(Duration.ofSeconds(seconds));
        RawExchange.keepingAlive(tomcat.port(), List.of(header));

        assertThat(line()).contains(words);
    }

    /** The first use counts, not the last attempt. */
    @Test
    void saysHowLongAgoTheFirstOfSeveralWas() throws Exception {
        String header = "Authorization: " + ForgedTokens.alice();
        RawExchange.keepingAlive(tomcat.port(), List.of(header));
        clock.forward(Duration.ofSeconds(20));
        RawExchange.keepingAlive(tomcat.port(), List.of(header));
        tomcat.log.clear();
        clock.forward(Duration.ofSeconds(22));
        RawExchange.keepingAlive(tomcat.port(), List.of(header));

        assertThat(line()).contains("42 s");
    }

    private String line() throws Exception {
        return tomcat.log.await(Level.WARNING, "GH-K034");
    }
}
