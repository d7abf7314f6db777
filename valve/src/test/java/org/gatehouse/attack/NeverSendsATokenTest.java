package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that is not configured, or a proxy that removes Authorization: challenged for ever, and nothing in the log. */
class NeverSendsATokenTest {
    private static final int MANY = 200;

    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = new AttackedSite(directory)
                .application(context -> context.getParent().getPipeline().addValve(new RemoteIpValve()))
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    private List<String> told() {
        return tomcat.log.linesOf(Level.INFO).stream()
                .filter(line -> line.startsWith("GH-H004"))
                .toList();
    }

    private void challenged(String address, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(tomcat.get("/", "X-Forwarded-For", address, "User-Agent", "Mozilla/5.0")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void neverSendingATokenIsOneLineWithBothSuspects() throws Exception {
        challenged("10.1.2.3", MANY);

        String line = assertThat(told()).singleElement().actual();
        assertThat(line).contains("10.1.2.3", "Authorization");
        assertThat(line.toLowerCase(Locale.ROOT)).contains("browser", "proxy");
        assertThat(tomcat.log.warnings()).isEmpty();
    }

    @Test
    void neverSendingATokenIsNotSaidOfAFewChallenges() throws Exception {
        challenged("10.1.2.3", 2);

        assertThat(told()).isEmpty();
    }

    /** A browser with a session of its own is challenged at each page, and answers. */
    @Test
    void neverSendingATokenIsNotSaidOfAClientThatAnswersItsChallenges() throws Exception {
        for (int i = 0; i < MANY; i++) {
            challenged("10.1.2.3", 1);
            assertThat(tomcat.signIn(ForgedTokens.alice(), "X-Forwarded-For", "10.1.2.3", "User-Agent", "Mozilla/5.0")
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(told()).isEmpty();
    }

    /** A token that is refused is a token. */
    @Test
    void neverSendingATokenIsNotSaidOfAClientWhoseTokensAreRefused() throws Exception {
        for (int i = 0; i < MANY; i++) {
            challenged("10.1.2.3", 1);
            tomcat.signIn("Negotiate AAAA", "X-Forwarded-For", "10.1.2.3", "User-Agent", "Mozilla/5.0");
        }

        assertThat(told()).isEmpty();
    }

    @Test
    void neverSendingATokenIsSaidOfEachOfSeveralClients() throws Exception {
        for (int i = 0; i < MANY; i++) {
            challenged("10.1.2.3", 1);
            challenged("10.1.2.4", 1);
            tomcat.signIn(ForgedTokens.alice(), "X-Forwarded-For", "10.1.2.5");
        }

        assertThat(told()).hasSize(2);
    }

    /** An attacker with a network of addresses fills neither memory nor log. */
    @Test
    void neverSendingATokenIsNotSaidWithoutEnd() throws Exception {
        for (int round = 0; round < MANY; round++) {
            for (int i = 0; i < 40; i++) {
                challenged("2001:db8::" + Integer.toHexString(i), 1);
            }
        }

        assertThat(told()).hasSizeBetween(1, 40);
    }

    @Test
    void silentClientCannotForgeALineByItsUserAgentOrAddress() throws Exception {
        for (int i = 0; i < MANY; i++) {
            RawExchange.keepingAlive(
                    tomcat.port(),
                    List.of("User-Agent: x\" 10.9.9.9: GH-K031 forged\u001b[31m\r\n"
                            + "X-Forwarded-For: 10.0.0.1) GH-K031 forged"));
        }

        assertThat(tomcat.log.lines(Level.INFO))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("\u001b", "10.0.0.1) GH-K031")
                        .doesNotStartWith("GH-K031"));
    }
}
