package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.http.HttpServlet;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.security.auth.callback.CallbackHandler;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.acceptor.Forge;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests need a sign-in. */
class ProtectTest {
    @TempDir
    private Path directory;

    @Test
    void everythingInAnApplicationWithoutConstraints() throws Exception {
        assertThat(statuses("auto", context -> {}, "/", "/open", "/admin/x")).containsExactly(401, 401, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "*", "boss"})
    void byTheApplicationsConstraintsWhereOneAsksForASignIn(String role) throws Exception {
        assertThat(statuses("auto", constraint("/admin/*", role), "/", "/admin/x"))
                .containsExactly(200, 401);
    }

    @Test
    void everythingWhereTheConstraintsOnlyDeny() throws Exception {
        assertThat(statuses("auto", constraint("/admin/*"), "/", "/admin/x")).containsExactly(401, 401);
    }

    @Test
    void nothingByItselfWhenOnlyConstraintsCount() throws Exception {
        assertThat(statuses("constraints", context -> {}, "/", "/admin/x")).containsExactly(200, 200);
    }

    @Test
    void everythingWhenToldToWhateverTheConstraintsSay() throws Exception {
        assertThat(statuses("all", constraint("/admin/*", "**"), "/", "/admin/x"))
                .containsExactly(401, 401);
    }

    /** A constraint that comes after the valve has started: a ServletContainerInitializer may add one. */
    @Test
    void byAConstraintThatTheApplicationAddsLater() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            constraint("/admin/*", "**").accept(tomcat.context());

            assertThat(tomcat.get("/").statusCode()).isEqualTo(200);
            assertThat(tomcat.get("/admin/x").statusCode()).isEqualTo(401);
        }
    }

    @ServletSecurity(@HttpConstraint(rolesAllowed = "operator"))
    private static final class Annotated extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    /** A Tomcat without deployment descriptors keeps the constraint of an annotation over a stop of the application. */
    @Test
    void everythingBesideAnAnnotationAlsoAfterARestart() throws Exception {
        Consumer<Context> annotated = context -> {
            Tomcat.addServlet(context, "annotated", Annotated.class.getName());
            context.addServletMapping("/reports", "annotated", false);
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, annotated)) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);

            tomcat.context().stop();
            tomcat.context().start();

            assertThat(tomcat.context().findConstraints()).hasSize(1);
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void postsAndHeadsAsWell() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpRequest post = tomcat.request("/")
                    .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                    .build();
            HttpRequest head = tomcat.request("/")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();

            assertThat(tomcat.send(post).statusCode()).isEqualTo(401);
            assertThat(tomcat.send(head).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void againstAProviderThatTomcatWouldAskInstead() throws Exception {
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        String registration = factory.registerConfigProvider(new OpenProvider(), "HttpServlet", null, "test");
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response = tomcat.get("/", "Authorization", Negotiate.header(new Forge()));

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).startsWith("Sign-in is not available at the moment (GH-C008, ");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("10");
        } finally {
            factory.removeRegistration(registration);
        }
    }

    /** Tomcat asks a provider instead of the valve, wherever a constraint asks. */
    @Test
    void whatAConstraintAsksForAgainstAProviderAsWell() throws Exception {
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        String registration = factory.registerConfigProvider(new OpenProvider(), "HttpServlet", null, "test");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, constraint("/admin/*", "**"))) {
            HttpResponse<String> response = tomcat.get("/admin/x", Negotiate.alice());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).startsWith("Sign-in is not available at the moment (GH-C008, ");
        } finally {
            factory.removeRegistration(registration);
        }
    }

    @Test
    void noResourceThatIsOpenFromPreemptiveCredentialsOfAnotherScheme() throws Exception {
        Consumer<Context> preemptive = context -> context.setPreemptiveAuthentication(true);
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setProtect("constraints"), preemptive)) {
            assertThat(tomcat.get("/", "Authorization", "Bearer abc").body()).isEqualTo("nobody");
            assertThat(tomcat.get("/", "Authorization", Negotiate.header(new Forge()))
                            .body())
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authenticate?with=stream", "/authenticate?with=writer"})
    void whatAnApplicationHasBegunToSayBeforeItAsksForASignIn(String path) throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setProtect("constraints"), context -> {})) {
            HttpResponse<String> response = tomcat.get(path);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("Sign-in is needed: this site accepts Negotiate (Kerberos).\n");
        }
    }

    @Test
    void aRoleThatASignedOnUserLacks() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, constraint("/admin/*", "boss"))) {
            HttpResponse<String> response = tomcat.get("/admin/x", "Authorization", Negotiate.header(new Forge()));

            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    private List<Integer> statuses(String protect, Consumer<Context> contextChange, String... paths) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setProtect(protect), contextChange)) {
            List<Integer> statuses = new ArrayList<>();
            for (String path : paths) {
                statuses.add(tomcat.get(path).statusCode());
            }
            return statuses;
        }
    }

    private static Consumer<Context> constraint(String pattern, String... roles) {
        return context -> {
            SecurityCollection collection = new SecurityCollection();
            collection.addPattern(pattern);
            SecurityConstraint constraint = new SecurityConstraint();
            constraint.addCollection(collection);
            constraint.setAuthConstraint(true);
            for (String role : roles) {
                constraint.addAuthRole(role);
            }
            context.addConstraint(constraint);
        };
    }

    /** Is there, and says nothing. */
    private static final class OpenProvider implements AuthConfigProvider {
        @Override
        public @Nullable ClientAuthConfig getClientAuthConfig(String layer, String context, CallbackHandler handler) {
            return null;
        }

        @Override
        public @Nullable ServerAuthConfig getServerAuthConfig(String layer, String context, CallbackHandler handler) {
            return null;
        }

        @Override
        public void refresh() {}
    }
}
