package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded token, after the configuration or the clock has changed so that it would be good once more. */
class NothingAcceptedIsForgottenTest {
    @TempDir
    private Path directory;

    private final SteppedClock clock = new SteppedClock();
    private AttackedSite site;

    @BeforeEach
    void prepare() throws Exception {
        site = new AttackedSite(directory).at(clock);
    }

    private String acceptedAt(AttackedTomcat tomcat, Instant time) throws Exception {
        String token = ForgedTokens.with(SteppedClock.stampAt(time));
        assertThat(tomcat.status(token)).isEqualTo(200);
        return token;
    }

    /** Signs others in, so that everything old is given up. */
    private void others(AttackedTomcat tomcat, int number) throws Exception {
        for (int i = 0; i < number; i++) {
            assertThat(tomcat.status(ForgedTokens.with(clock.stamp().andThen(ForgedTokens.user("bob")))))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 3600, 700", "60, 3600, 200", "1, 300, 5", "300, 600, 599", "10, 3600, 3000", "60, 300, 130"})
    void nothingAcceptedIsForgottenByAReloadWithALargerSkew(int before, int after, int seconds) throws Exception {
        try (AttackedTomcat tomcat =
                site.with("clockSkew", String.valueOf(before)).start()) {
            String token = acceptedAt(tomcat, clock.instant());
            clock.forward(Duration.ofSeconds(seconds));
            others(tomcat, 200);
            tomcat.attribute("clockSkew", String.valueOf(after));
            tomcat.context().reload();

            assertThat(tomcat.status(token)).isEqualTo(401);
            others(tomcat, 3);
        }
    }

    /** The clock may move in the meantime of both valves. */
    @ParameterizedTest
    @CsvSource({"300, 3600, 700", "1, 3600, 1000", "60, 600, 500"})
    void nothingAcceptedIsForgottenBySeveralReloadsWithOtherSkews(int before, int after, int seconds) throws Exception {
        try (AttackedTomcat tomcat =
                site.with("clockSkew", String.valueOf(before)).start()) {
            String token = acceptedAt(tomcat, clock.instant());
            for (int i = 0; i < 10; i++) {
                clock.forward(Duration.ofSeconds(seconds / 10));
                others(tomcat, 70);
                tomcat.attribute("clockSkew", String.valueOf(i % 2 == 0 ? after : before));
                tomcat.context().reload();

                assertThat(tomcat.status(token)).as("reload " + i).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {601, 660, 1200, 3600, 86_400, 31_536_000})
    void nothingAcceptedIsForgottenByAClockThatWentAheadAndBack(long seconds) throws Exception {
        try (AttackedTomcat tomcat = site.start()) {
            List<String> recorded = List.of(
                    acceptedAt(tomcat, Forge.NOW.minusSeconds(200)),
                    acceptedAt(tomcat, Forge.NOW),
                    acceptedAt(tomcat, Forge.NOW.plusSeconds(200)));
            clock.forward(Duration.ofSeconds(seconds));
            others(tomcat, 200);
            for (int back : new int[] {0, 60, 250}) {
                clock.set(Forge.NOW.plusSeconds(back));
                for (String token : recorded) {
                    assertThat(tomcat.status(token)).as("at +" + back).isEqualTo(401);
                }
            }
        }
    }

    /** What was accepted while the clock was ahead is remembered, too. */
    @ParameterizedTest
    @ValueSource(longs = {900, 86_400})
    void nothingAcceptedIsForgottenByAClockThatGoesAheadTwice(long seconds) throws Exception {
        try (AttackedTomcat tomcat = site.start()) {
            clock.forward(Duration.ofSeconds(seconds));
            String token = acceptedAt(tomcat, clock.instant());
            clock.set(Forge.NOW);
            tomcat.status(ForgedTokens.with(clock.stamp()));
            clock.forward(Duration.ofSeconds(seconds + 60));
            others(tomcat, 100);

            assertThat(tomcat.status(token)).isEqualTo(401);
        }
    }

    /** The border is not there for ever: after the skew, everybody gets in again. */
    @Test
    void nobodyIsKeptOutBecauseNothingIsForgotten() throws Exception {
        try (AttackedTomcat tomcat = site.with("clockSkew", "60").start()) {
            others(tomcat, 100);
            clock.forward(Duration.ofMinutes(5));
            others(tomcat, 100);
            tomcat.attribute("clockSkew", "300");
            tomcat.context().reload();

            others(tomcat, 5);
            clock.forward(Duration.ofSeconds(700));
            assertThat(tomcat.status(ForgedTokens.with(
                            SteppedClock.stampAt(clock.instant().minusSeconds(290)))))
                    .isEqualTo(200);
        }
    }

    /** All by itself: a token is refused for as long as it is good, and refused because of its age afterwards. */
    @Test
    void nothingAcceptedIsForgottenByTheTimeThatPasses() throws Exception {
        try (AttackedTomcat tomcat = site.start()) {
            String token = acceptedAt(tomcat, Forge.NOW.plusSeconds(299));
            for (int second = 0; second < 900; second += 13) {
                clock.set(Forge.NOW.plusSeconds(second));
                others(tomcat, 8);

                assertThat(tomcat.status(token)).as("after %d s", second).isEqualTo(401);
            }
        }
    }
}
