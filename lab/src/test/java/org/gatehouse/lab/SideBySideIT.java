package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.logging.Level;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two labs in one JVM, with the same names and realms. */
class SideBySideIT {
    private static Lab one;
    private static Lab other;

    @AutoClose
    private Workstation inOne;

    @AutoClose
    private Workstation inOther;

    @BeforeAll
    static void start() throws Exception {
        one = Lab.start();
        other = Lab.start();
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        other.close();
    }

    @BeforeEach
    void sitDown() throws Exception {
        one.reset();
        other.reset();
        inOne = one.workstation();
        inOther = other.workstation();
    }

    @Test
    void programsSignOnInBoth() throws Exception {
        inOne.kinit("alice", "Wonderland1!").orThrow();
        inOther.kinit("bob", "Builder1!").orThrow();

        assertThat(inOne.signOn(one.portal()).body()).startsWith("alice@LAB.LOCALHOST\n");
        assertThat(inOther.signOn(other.portal()).body()).startsWith("bob@LAB.LOCALHOST\n");
        assertThat(one.log().messages(Level.WARNING)).isEmpty();
        assertThat(other.log().messages(Level.WARNING)).isEmpty();
    }

    @Test
    void theJvmSignsOnInBothInTurn() throws Exception {
        try (JvmLogon alice = JvmLogon.withPassword(one, "alice", "Wonderland1!");
                JvmLogon bob = JvmLogon.withPassword(other, "bob", "Builder1!")) {
            assertThat(send(one, alice.negotiate(one.portal())).body()).startsWith("alice@");
            assertThat(send(other, bob.negotiate(other.portal())).body()).startsWith("bob@");
            assertThat(send(one, alice.negotiate(one.portal())).body()).startsWith("alice@");
        }
    }

    @Test
    void ticketOfOneIsGoodForNothingInTheOther() throws Exception {
        inOne.kinit("alice", "Wonderland1!").orThrow();

        Response response = inOne.signOn(other.portal());

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains("GH-K009");
        assertThat(one.log().messages(Level.WARNING)).isEmpty();
        assertThat(other.log().messages(Level.WARNING))
                .singleElement()
                .asString()
                .startsWith("GH-K012 KRB_AP_ERR_MODIFIED (41) [");
    }

    @Test
    void resetOfOneIsNothingToTheOther() throws Exception {
        inOther.kinit("bob", "Builder1!").orThrow();
        String jar = inOther.cookies().toString();
        inOther.signOn(other.portal(), "--cookie-jar", jar);
        other.realm().clock().setShift(Duration.ofMinutes(1));
        other.realm().administration().createUser("erin", "Expert1!");

        one.reset();

        assertThat(inOther.get(other.portal(), "--cookie", jar).body()).contains("session   reused");
        assertThat(other.realm().clock().shift()).isEqualTo(Duration.ofMinutes(1));
        assertThat(other.realm().administration().find("erin")).isPresent();
        assertThat(one.realm().administration().find("erin")).isEmpty();
    }

    private static HttpResponse<String> send(Lab there, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + there.portal().getPort() + "/"))
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
