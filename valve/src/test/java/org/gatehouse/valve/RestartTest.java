package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Tomcat that was just started again, half a minute after a time when it had accepted tokens. */
class RestartTest {
    private static final Instant START = Forge.NOW.plusSeconds(30);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private String accepted;
    private TestTomcat tomcat;

    @BeforeEach
    void restart(@TempDir Path before, @TempDir Path after) throws Exception {
        accepted = Negotiate.header(new Forge());
        try (TestTomcat first = TestTomcat.started(before)) {
            assertThat(first.get("/", "Authorization", accepted).statusCode()).isEqualTo(200);
        }
        tomcat = TestTomcat.restarted(after, now::get);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void refusesWhatMayHaveBeenAcceptedBefore() throws Exception {
        HttpResponse<String> response = tomcat.get("/", "Authorization", accepted);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).startsWith("Sign-in did not work (GH-K036, ");
        assertThat(tomcat.lines(Level.WARNING))
                .singleElement()
                .extracting(line -> RefusalLine.of(line).failure())
                .asString()
                .startsWith("GH-K036 KRB_AP_ERR_REPEAT (34): the token of \"alice@EXAMPLE.COM\" was made 29 s before"
                        + " 2026-11-22T10:15:30Z. This server remembers all sign-ins only since then, so the token may have"
                        + " been used before. Retry ");
    }

    @Test
    void acceptsWhatWasMadeSince() throws Exception {
        assertThat(tomcat.get("/", "Authorization", tokenOf(START)).statusCode())
                .isEqualTo(200);
    }

    /** A client whose clock is behind: it makes another token when it is asked to, and one day that is recent enough. */
    @Test
    void asksASlowClientOnceMore() throws Exception {
        HttpResponse<String> tooEarly = tomcat.get("/", "Authorization", tokenOf(START.minusSeconds(3)));

        assertThat(tooEarly.statusCode()).isEqualTo(401);
        assertThat(tooEarly.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(tomcat.get("/", "Authorization", tokenOf(START.plusSeconds(1)))
                        .statusCode())
                .isEqualTo(200);
    }

    /** The start is Tomcat's, not the application's. */
    @Test
    void isNotWhatAReloadIs() throws Exception {
        now.set(START.plusSeconds(60));
        tomcat.context().reload();

        tomcat.get("/", "Authorization", tokenOf(START.plusSeconds(20)));

        assertThat(tomcat.valve().getAccepted()).isOne();
    }

    private static String tokenOf(Instant time) {
        return Negotiate.header(Forge.with(forge -> forge.ctime = time));
    }
}
