package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.valves.RemoteIpValve;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients whose clocks differ from the server's by the same amount. */
class ServersOwnClockTest {
    private static final String BLAMES_THE_SERVER = "probably this server's clock";

    @TempDir
    private Path directory;

    private final SteppedClock clock = new SteppedClock();
    private AttackedTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = new AttackedSite(directory)
                .at(clock)
                .application(context -> context.getParent().getPipeline().addValve(new RemoteIpValve()))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    /** The line of a user whose clock is ahead of the server's by so many seconds. */
    private String refused(String user, String address, int ahead) throws Exception {
        tomcat.log.clear();
        int status = tomcat.signIn(
                        ForgedTokens.with(
                                ForgedTokens.user(user).andThen(forge -> forge.ctime = Forge.NOW.plusSeconds(ahead))),
                        "X-Forwarded-For",
                        address)
                .statusCode();

        assertThat(status).isEqualTo(401);
        return assertThat(tomcat.log.warnings()).singleElement().actual();
    }

    @ParameterizedTest
    @ValueSource(ints = {432, -432, 3600, -7200, 86_400})
    void serversOwnClockIsProbablyWrongIfFiveOthersShowTheSame(int ahead) throws Exception {
        String line = "";
        for (int i = 0; i < 6; i++) {
            line = refused("user" + i, "10.1.2." + (10 + i), ahead + i % 2);
        }

        assertThat(line).startsWith("GH-K031").contains("5 other clients show the same", BLAMES_THE_SERVER);
    }

    @Test
    void serversOwnClockIsNotSuspectedForTheFirstClient() throws Exception {
        assertThat(refused("alice", "10.1.2.3", 432)).doesNotContain(BLAMES_THE_SERVER, "other clients");
    }

    /** One client that tries again and again, and an attacker of one address and one ticket. */
    @Test
    void serversOwnClockIsNotBlamedByOneClientAlone() throws Exception {
        for (int i = 0; i < 9; i++) {
            assertThat(refused("alice", "10.1.2.3", 432)).doesNotContain(BLAMES_THE_SERVER);
        }
    }

    @Test
    void serversOwnClockIsNotBlamedIfEachClientIsWrongByAnotherAmount() throws Exception {
        int[] wrong = {400, -400, 3600, -3600, 90_000, -90_000, 1200, -1200};
        for (int i = 0; i < wrong.length; i++) {
            assertThat(refused("user" + i, "10.1.2." + (10 + i), wrong[i])).doesNotContain(BLAMES_THE_SERVER);
        }
    }

    /** Five that were wrong in the same way long ago say nothing of now. */
    @Test
    void serversOwnClockIsNotBlamedForClientsOfYesterday() throws Exception {
        for (int i = 0; i < 5; i++) {
            refused("user" + i, "10.1.2." + (10 + i), 432);
        }
        clock.forward(Duration.ofDays(1));
        tomcat.log.clear();
        tomcat.signIn(
                ForgedTokens.with(ForgedTokens.user("late")
                        .andThen(SteppedClock.stampAt(clock.instant().plusSeconds(432)))
                        .andThen(forge -> forge.startTime = Forge.NOW)),
                "X-Forwarded-For",
                "10.1.2.99");

        List<String> lines = tomcat.log.with(java.util.logging.Level.WARNING, "GH-K031");
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(BLAMES_THE_SERVER));
    }
}
