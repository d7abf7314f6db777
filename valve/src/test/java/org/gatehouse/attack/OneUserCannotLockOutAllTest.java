package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One user, with one good ticket, signs in as often as a program can: only that user comes to an end. */
class OneUserCannotLockOutAllTest {
    /** A bound of a client that is larger than this would be a good part of the memory of all. */
    private static final int MOST = 1 << 16;

    private static final int BATCH = 250;

    @TempDir
    private static Path directory;

    private static final SteppedClock CLOCK = new SteppedClock();

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory)
                .at(CLOCK)
                .with("alwaysUseSession", "false")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    /** Signs in until the first refusal, by two programs; how often that went well. */
    private static int flood(Consumer<Forge> user) throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        ExecutorService programs = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                ends.add(programs.submit(() -> {
                    boolean refused = false;
                    while (!refused && accepted.get() < MOST) {
                        refused = batch(user, accepted);
                    }
                    return refused;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            return accepted.get();
        } finally {
            programs.shutdown();
        }
    }

    private static boolean batch(Consumer<Forge> user, AtomicInteger accepted) throws Exception {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            requests.add("Authorization: " + ForgedTokens.with(CLOCK.stamp().andThen(user)));
        }
        boolean refused = false;
        for (String answer : RawExchange.keepingAlive(tomcat.port(), requests)) {
            if (RawExchange.status(answer) == 200) {
                accepted.incrementAndGet();
            } else {
                refused = true;
            }
        }
        return refused;
    }

    private static HttpResponse<String> signIn(Consumer<Forge> change) throws Exception {
        return tomcat.signIn(ForgedTokens.with(CLOCK.stamp().andThen(change)));
    }

    /** In one story, because the flood takes its time. */
    @Test
    void floodOfOneUserEndsWithACodeOfItsOwnForThatUserAlone() throws Exception {
        assertThat(flood(ForgedTokens.user("alice")))
                .as("accepted sign-ins of one user")
                .isBetween(100, MOST - 1);

        HttpResponse<String> refused = signIn(ForgedTokens.user("alice"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(refused.body())).isEqualTo("GH-K037");
        assertThat(tomcat.log.with(Level.WARNING, "GH-K037").get(0)).contains("\"alice@EXAMPLE.COM\"");
        assertThat(tomcat.log.with(Level.WARNING, "GH-K035")).isEmpty();

        assertOthersGetIn();
        assertNoOtherWordsHelp();
        assertPasses();
    }

    private static void assertOthersGetIn() throws Exception {
        for (Consumer<Forge> other : List.of(
                ForgedTokens.user("bob"),
                ForgedTokens.user("alic"),
                ForgedTokens.user("alice", "admin"),
                ForgedTokens.realm("PARTNER.COM"))) {
            assertThat(signIn(other).statusCode()).isEqualTo(200);
        }
    }

    /** Another ticket of the same user, in another spelling of the service, with or without mutual authentication. */
    private static void assertNoOtherWordsHelp() throws Exception {
        for (Consumer<Forge> change : List.<Consumer<Forge>>of(
                forge -> forge.sname = "http/PORTAL.example.com",
                forge -> forge.apOptions = 1 << 29,
                forge -> forge.checksum = Forge.gssChecksum(0x3e),
                forge -> forge.authTime = CLOCK.instant().minusSeconds(1),
                forge -> forge.cusec = 1)) {
            assertThat(signIn(change).statusCode()).isEqualTo(401);
        }
    }

    /** Once the tokens of the flood are too old, it is over. */
    private static void assertPasses() throws Exception {
        CLOCK.forward(Duration.ofMinutes(21));
        assertThat(signIn(ForgedTokens.user("alice")).statusCode()).isEqualTo(200);
    }
}
