package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code spn="*"} the name is always right: if no key decrypts the ticket, the keys are wrong. */
class StaleKeyOfAnyNameTest {
    private static final byte[] NEW_KEY = Arrays.copyOf(new byte[] {8, 8}, 32);
    private static final SteppedClock CLOCK = new SteppedClock();

    @TempDir
    private static Path directory;

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory)
                .at(CLOCK)
                .keytab(KeytabFixture.file(
                        KeytabFixture.entry(7, Forge.SERVICE_KEY),
                        KeytabFixture.entry(6, Arrays.copyOf(new byte[] {6}, 32))))
                .with("spn", "*")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void forget() {
        CLOCK.nextMinute();
        tomcat.log.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/alias.example.com",
                "HTTP/alias",
                "HTTP/portal.example.com",
                "HOST/web.example.com",
                "HTTP/x:8080"
            })
    void staleKeyOfAnyNameIsToldByTheVersionsAndNotByTheName(String sname) throws Exception {
        for (long kvno : new long[] {8, 9, 255}) {
            tomcat.log.clear();
            tomcat.status(token(sname, OptionalLong.of(kvno)));

            assertThat(tomcat.log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("GH-K013 KRB_AP_ERR_BADKEYVER (44)")
                    .contains("kvno " + kvno, "7 and 6");
        }
    }

    @Test
    void staleKeyOfAnyNameIsToldAsAWrongKeyIfTheVersionIsThere() throws Exception {
        tomcat.status(token("HTTP/alias.example.com", OptionalLong.of(7)));

        assertThat(tomcat.log.warnings())
                .singleElement()
                .asString()
                .startsWith("GH-K012 KRB_AP_ERR_MODIFIED (41)")
                .contains("HTTP/alias.example.com", "kvno 7");
    }

    @Test
    void staleKeyOfAnyNameIsNotTheFaultOfTheNameIfTheTicketHasNoVersion() throws Exception {
        tomcat.status(token("HTTP/alias.example.com", OptionalLong.empty()));

        assertThat(tomcat.log.warnings()).singleElement().asString().startsWith("GH-K012");
    }

    @Test
    void staleKeyOfAnyNameIsForgottenWithTheRightKey() throws Exception {
        assertThat(tomcat.status(
                        ForgedTokens.with(CLOCK.stamp().andThen(forge -> forge.sname = "HTTP/alias.example.com"))))
                .isEqualTo(200);
    }

    private static String token(String sname, OptionalLong kvno) {
        return ForgedTokens.with(CLOCK.stamp().andThen(forge -> {
            forge.sname = sname;
            forge.kvno = kvno;
            forge.serviceKey = NEW_KEY;
        }));
    }
}
