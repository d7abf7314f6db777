package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one user has put into a session must not reach another one, no matter who brings its cookie. */
class SessionOwnerAttackTest {
    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    private void start(String... attributes) throws Exception {
        AttackedSite site = new AttackedSite(Files.createTempDirectory(directory, "base"));
        for (int i = 0; i < attributes.length; i += 2) {
            site.with(attributes[i], attributes[i + 1]);
        }
        tomcat = site.start();
    }

    /** Users that are not alice@EXAMPLE.COM, however much they look like it. */
    static List<Consumer<Forge>> others() {
        return List.of(
                ForgedTokens.user("bob"),
                ForgedTokens.realm("PARTNER.COM"),
                ForgedTokens.user("alice", "admin"),
                ForgedTokens.user("alice@EXAMPLE.COM"),
                ForgedTokens.user("alic"),
                ForgedTokens.user("alice$"));
    }

    /** The cookie of a session of alice with a secret in it. */
    private String sessionOfAlice() throws Exception {
        HttpResponse<String> response = tomcat.get("/put?text=secret", "Authorization", ForgedTokens.alice());
        assertThat(response.statusCode()).isEqualTo(200);
        return AttackedTomcat.cookie(response);
    }

    private void assertPassesNothing(String cookie, Consumer<Forge> other) throws Exception {
        for (String path : List.of("/text", "/put?text=mine", "/logout", "/text")) {
            HttpResponse<String> response =
                    tomcat.get(path, "Authorization", ForgedTokens.with(other), "Cookie", cookie);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void sessionsKeepTheirContentWithoutACache(Consumer<Forge> other) throws Exception {
        start("cache", "false");
        String cookie = sessionOfAlice();

        assertPassesNothing(cookie, other);
    }

    @ParameterizedTest
    @MethodSource("others")
    void sessionsKeepTheirContentAfterALogout(Consumer<Forge> other) throws Exception {
        start();
        String cookie = sessionOfAlice();
        assertThat(tomcat.get("/logout", "Cookie", cookie).statusCode()).isEqualTo(200);

        assertPassesNothing(cookie, other);
    }

    @ParameterizedTest
    @CsvSource({
        "changeSessionIdOnAuthentication, false",
        "alwaysUseSession, false",
        "protect, constraints",
        "cache, true"
    })
    void sessionsKeepTheirContentWhateverElseIsConfigured(String name, String value) throws Exception {
        for (String cache : List.of("true", "false")) {
            try (AttackedTomcat other = new AttackedSite(Files.createTempDirectory(directory, "base"))
                    .with("cache", cache)
                    .with(name, value)
                    .application(context -> constraint(context))
                    .start()) {
                tomcat = other;
                String cookie = sessionOfAlice();
                tomcat.get("/logout", "Cookie", cookie, "Authorization", ForgedTokens.alice());

                assertPassesNothing(cookie, ForgedTokens.user("bob"));
            }
        }
        start();
    }

    private static void constraint(org.apache.catalina.Context context) {
        var collection = new org.apache.tomcat.util.descriptor.web.SecurityCollection();
        collection.addPattern("/*");
        var constraint = new org.apache.tomcat.util.descriptor.web.SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        context.addConstraint(constraint);
    }

    @Test
    void usersGetANewSessionWithAnotherCookie() throws Exception {
        start("cache", "false");
        String cookie = sessionOfAlice();
        HttpResponse<String> response =
                tomcat.get("/put?text=mine", "Authorization", ForgedTokens.of("bob"), "Cookie", cookie);
        String cookieOfBob = AttackedTomcat.cookie(response);

        assertThat(cookieOfBob).isNotEqualTo(cookie);
        assertThat(tomcat.get("/text", "Authorization", ForgedTokens.of("bob"), "Cookie", cookieOfBob)
                        .body())
                .isEqualTo("user=bob@EXAMPLE.COM text=mine");
        assertThat(tomcat.get("/text", "Authorization", ForgedTokens.alice(), "Cookie", cookieOfBob)
                        .body())
                .startsWith("user=alice@EXAMPLE.COM")
                .doesNotContain("mine");
    }

    /** The same user goes on where they were. */
    @Test
    void sessionsGiveTheirContentBackToTheirUser() throws Exception {
        start("cache", "false");
        HttpResponse<String> first = tomcat.get("/put?text=secret", "Authorization", ForgedTokens.alice());
        HttpResponse<String> second =
                tomcat.get("/text", "Authorization", ForgedTokens.alice(), "Cookie", AttackedTomcat.cookie(first));

        assertThat(second.body()).isEqualTo("user=alice@EXAMPLE.COM text=secret");
    }

    /** There and back: alice, bob, alice on one cookie jar. */
    @Test
    void sessionsKeepTheirContentHoweverOftenTheUserChanges() throws Exception {
        start("cache", "false");
        String cookie = sessionOfAlice();
        for (int i = 0; i < 10; i++) {
            String user = i % 2 == 0 ? "bob" : "carol";
            HttpResponse<String> response =
                    tomcat.get("/put?text=secret-of-" + user, "Authorization", ForgedTokens.of(user), "Cookie", cookie);
            cookie = response.headers().firstValue("Set-Cookie").isPresent() ? AttackedTomcat.cookie(response) : cookie;
            String next = i % 2 == 0 ? "carol" : "bob";

            assertThat(tomcat.get("/text", "Authorization", ForgedTokens.of(next), "Cookie", cookie)
                            .body())
                    .startsWith("user=" + next)
                    .doesNotContain("secret");
        }
    }
}
