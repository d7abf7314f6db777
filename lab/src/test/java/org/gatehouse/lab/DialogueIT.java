package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often programs ask, whatever they are answered: a refused token must not be the beginning of a loop. curl sends its
 * token with the first request; the JDK's {@link HttpURLConnection} waits for the challenge, and takes its tickets from the
 * user that it is run as. Each row is one call of the program.
 */
class DialogueIT extends AtAWorkstation {
    /** The JDK throws an exception when it is given a token that is an error, and shows no status. */
    private static final int GIVEN_UP = -1;

    /** Programs that sign in by themselves. */
    private enum Program {
        CURL,
        CURL_POST,
        JDK,
        JDK_POST
    }

    /** What they run into. */
    private enum Situation {
        GOOD_TICKET,
        NO_TICKET,
        /** The program gets our token with the refusal, which has our time in it. */
        CLOCK_AHEAD,
        /** What a browser gets: a challenge without a token. */
        CLOCK_AHEAD_FOR_A_BROWSER
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(Program.CURL, Situation.GOOD_TICKET, 200, List.of(SIGNED_IN)),
                Arguments.of(Program.CURL, Situation.NO_TICKET, 401, List.of(ASKED)),
                Arguments.of(Program.CURL, Situation.CLOCK_AHEAD, 401, List.of("GH-K031")),
                Arguments.of(Program.CURL, Situation.CLOCK_AHEAD_FOR_A_BROWSER, 401, List.of("GH-K031")),
                // The portal has no use for a POST, and says so to those who have signed in.
                Arguments.of(Program.CURL_POST, Situation.GOOD_TICKET, 405, List.of(SIGNED_IN)),
                Arguments.of(Program.CURL_POST, Situation.NO_TICKET, 401, List.of(ASKED)),
                Arguments.of(Program.CURL_POST, Situation.CLOCK_AHEAD, 401, List.of("GH-K031")),
                Arguments.of(Program.JDK, Situation.GOOD_TICKET, 200, List.of(ASKED, SIGNED_IN)),
                Arguments.of(Program.JDK, Situation.NO_TICKET, 401, List.of(ASKED)),
                Arguments.of(Program.JDK, Situation.CLOCK_AHEAD, GIVEN_UP, List.of(ASKED, "GH-K031")),
                Arguments.of(Program.JDK, Situation.CLOCK_AHEAD_FOR_A_BROWSER, 401, List.of(ASKED, "GH-K031")),
                Arguments.of(Program.JDK_POST, Situation.GOOD_TICKET, 405, List.of(ASKED, SIGNED_IN)),
                Arguments.of(Program.JDK_POST, Situation.CLOCK_AHEAD, GIVEN_UP, List.of(ASKED, "GH-K031")));
    }

    @BeforeEach
    void resetLab() throws IOException {
        lab.reset();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsAfterOneToken(Program program, Situation situation, int status, List<String> dialogue) throws Exception {
        try (Dialogue heard = arrange(situation)) {
            assertThat(run(program, situation)).isEqualTo(status);
            assertThat(heard.soFar()).isEqualTo(dialogue);
        }
    }

    /** After a refusal there is nothing to be forgotten first. */
    @Test
    void beginsAnewWhenTheCauseIsGone() throws Exception {
        try (Dialogue heard = arrange(Situation.CLOCK_AHEAD)) {
            run(Program.CURL, Situation.CLOCK_AHEAD);
            lab.portalClock().setShift(Duration.ZERO);

            assertThat(run(Program.CURL, Situation.GOOD_TICKET)).isEqualTo(200);
            assertThat(heard.soFar()).containsExactly("GH-K031", SIGNED_IN);
        }
    }

    /** The list of what a client can send beside a token, in its own words: none of it is looked at. */
    @Test
    void knowsNoPasswords() throws Exception {
        try (Dialogue heard = Dialogue.with(lab)) {
            Response response = workstation.get(lab.portal(), "--anyauth", "--user", "alice:Wonderland1!");

            assertThat(response.status()).isEqualTo(401);
            assertThat(heard.soFar()).isNotEmpty().containsOnly(ASKED);
        }
    }

    private Dialogue arrange(Situation situation) throws IOException {
        if (situation != Situation.NO_TICKET) {
            workstation.kinit("alice", "Wonderland1!").orThrow();
        }
        if (situation == Situation.CLOCK_AHEAD || situation == Situation.CLOCK_AHEAD_FOR_A_BROWSER) {
            lab.portalClock().setShift(Duration.ofMinutes(7));
        }
        return Dialogue.with(lab);
    }

    private int run(Program program, Situation situation) throws Exception {
        String accept = situation == Situation.CLOCK_AHEAD_FOR_A_BROWSER ? "text/html,*/*;q=0.8" : "*/*";
        return switch (program) {
            case CURL ->
                workstation.signOn(lab.portal(), "-H", "Accept: " + accept).status();
            case CURL_POST -> workstation.signOn(lab.portal(), "-d", "a=b").status();
            case JDK, JDK_POST -> jdk(situation, accept, program == Program.JDK_POST);
        };
    }

    private int jdk(Situation situation, String accept, boolean post) throws Exception {
        if (situation == Situation.NO_TICKET) {
            return connect(accept, post);
        }
        try (JvmLogon alice = JvmLogon.withTicketCache(lab, workstation.ticketCache())) {
            return alice.run(() -> connect(accept, post));
        }
    }

    /** This JVM does not know the lab's names, but the lab's Tomcat is asked for them as a proxy is. */
    private static int connect(String accept, boolean post) throws IOException {
        URI portal = lab.portal();
        Proxy tomcat =
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), portal.getPort()));
        HttpURLConnection connection = (HttpURLConnection) portal.toURL().openConnection(tomcat);
        connection.setRequestProperty("Accept", accept);
        if (post) {
            connection.setDoOutput(true);
            connection.getOutputStream().write("a=b".getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            assertThat(e).hasMessage("Authentication failure");
            return GIVEN_UP;
        }
    }
}
