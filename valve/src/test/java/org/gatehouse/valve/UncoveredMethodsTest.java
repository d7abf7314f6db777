package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.valve.DeployedApplication.constraint;
import static org.gatehouse.valve.DeployedApplication.permission;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code <deny-uncovered-http-methods/>} closes stays closed, whatever libraries add. */
class UncoveredMethodsTest {
    private static final String DENIES = "<deny-uncovered-http-methods/>";

    @TempDir
    private Path base;

    private DeployedApplication application(String own, String library) throws Exception {
        return new DeployedApplication(base)
                .descriptor(DENIES + own)
                .library("open.jar", library)
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/m/*", "/app/m/x", "/app/*", "*.x"})
    void libraryThatAllowsEveryoneOpensNoneOfThem(String pattern) throws Exception {
        try (DeployedApplication portal = application(constraint("/app/*", "**", "GET"), permission(pattern))) {
            assertThat(portal.send("GET", "/app/m/x").statusCode()).isEqualTo(401);
            for (String method : new String[] {"POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"}) {
                assertThat(portal.send(method, "/app/m/x").statusCode())
                        .as(method)
                        .isEqualTo(403);
            }
            assertThat(portal.send("POST", "/app/m/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
            assertThat(portal.send("GET", "/app/m/x", Negotiate.alice()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void libraryThatCoversTheSamePatternWholeOpensNoneOfThem() throws Exception {
        try (DeployedApplication portal = application(constraint("/app/*", "**", "GET"), constraint("/app/*", "**"))) {
            assertThat(portal.send("POST", "/app/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
            assertThat(portal.send("GET", "/app/x", Negotiate.alice()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void libraryThatNamesTheMissingMethodOpensNoneOfThem() throws Exception {
        try (DeployedApplication portal =
                application(constraint("/app/*", "**", "GET"), constraint("/app/*", "**", "POST"))) {
            assertThat(portal.send("POST", "/app/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
            assertThat(portal.send("PUT", "/app/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void methodsThatTheDescriptorOmitsAreDeniedAsWell() throws Exception {
        String own = constraint("/app/*", "**")
                .replace(
                        "</web-resource-collection>",
                        "<http-method-omission>POST</http-method-omission></web-resource-collection>");
        try (DeployedApplication portal = application(own, permission("/app/m/*"))) {
            assertThat(portal.send("POST", "/app/m/x").statusCode()).isEqualTo(403);
            assertThat(portal.send("PUT", "/app/m/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void addressesThatTheDescriptorDoesNotNameStayOpen() throws Exception {
        try (DeployedApplication portal = application(constraint("/app/*", "**", "GET"), permission("/app/m/*"))) {
            assertThat(portal.send("POST", "/other").statusCode()).isEqualTo(200);
            assertThat(portal.coverage()).isEqualTo("what 1 constraint of web.xml says: /app/*");
        }
    }
}
