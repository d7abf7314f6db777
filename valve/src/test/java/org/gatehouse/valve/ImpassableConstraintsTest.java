package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.realm.NullRealm;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constraints that ask for a role that no user can have; what Tomcat answers is the measure. */
class ImpassableConstraintsTest {
    @TempDir
    private Path directory;

    @Test
    void areToldOnceWithTheirPathsAndRoles() throws Exception {
        Consumer<Context> manager = context -> {
            context.addConstraint(constraint(List.of("manager-gui"), "/html/*"));
            context.addConstraint(constraint(List.of("manager-gui", "manager-script"), "/text/*", "/jmxproxy/*"));
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, manager)) {
            assertThat(tomcat.lines(Level.WARNING))
                    .containsExactly("GH-C020: in the application / everyone gets 403 on /html/*, /text/*, /jmxproxy/*:"
                            + " the constraints ask for manager-gui, manager-script, and no user of this valve can have"
                            + " such a role. Give a group the role in the file that the attribute roles names, or let"
                            + " the constraint ask for the SID of a group, or for <role-name>**</role-name>: every user"
                            + " who is signed in. If the roles come from Tomcat's realm, set rolesFromRealm=\"true\".");
            assertThat(tomcat.get("/html/x", Negotiate.alice()).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void areToldAgainWhenTheApplicationIsStartedAgain() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory, valve -> {}, context -> context.addConstraint(constraint(List.of("boss"), "/a")))) {
            tomcat.context().stop();
            tomcat.context().addConstraint(constraint(List.of("boss"), "/a"));
            tomcat.context().start();

            assertThat(tomcat.lines(Level.WARNING)).hasSize(2);
        }
    }

    @Test
    void areToldThoughTheApplicationAddsThemLate() throws Exception {
        Consumer<Context> late = context -> context.addServletContainerInitializer(
                (classes, application) -> context.addConstraint(constraint(List.of("boss"), "/late/*")), null);
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, late)) {
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().contains(" 403 on /late/*: ");
        }
    }

    @Test
    void areNotThoseForEveryUserWhoIsSignedIn() throws Exception {
        assertPassable(context -> context.addConstraint(constraint(List.of("**"), "/a/*")), "/a/x", 200);
    }

    @Test
    void areNotThoseThatAnotherOneLetsPass() throws Exception {
        assertPassable(
                context -> {
                    context.addConstraint(constraint(List.of("boss"), "/a/*"));
                    context.addConstraint(constraint(List.of("**"), "/a/*"));
                },
                "/a/x",
                200);
    }

    /** It is meant so. */
    @Test
    void areNotThoseThatDenyEverybody() throws Exception {
        assertPassable(context -> context.addConstraint(constraint(List.of(), "/a/*")), "/a/x", 403);
    }

    @Test
    void areNotThoseThatAskForNobody() throws Exception {
        assertPassable(
                context -> {
                    SecurityConstraint transport = constraint(List.of(), "/a/*");
                    transport.setAuthConstraint(false);
                    context.addConstraint(transport);
                },
                "/a/x",
                200);
    }

    /** {@code *} means every role of web.xml, unless the realm says that a sign-in is enough. */
    @Test
    void areThoseForAllRolesUnlessTheRealmSaysOtherwise() throws Exception {
        Consumer<Context> allRoles = context -> context.addConstraint(constraint(List.of("*"), "/a/*"));
        assertImpassable(allRoles, "/a/x", " 403 on /a/*: the constraints ask for *, ");
        assertImpassable(allRoles.andThen(realm("strict")), "/a/x", " 403 on /a/*: ");
        assertImpassable(
                allRoles.andThen(realm("strictAuthOnly")).andThen(context -> context.addSecurityRole("boss")),
                "/a/x",
                " 403 on /a/*: ");
        assertPassable(allRoles.andThen(realm("authOnly")), "/a/x", 200);
        assertPassable(allRoles.andThen(realm("strictAuthOnly")), "/a/x", 200);
    }

    @Test
    void areJudgedForEachMethod() throws Exception {
        assertImpassable(
                context -> {
                    SecurityConstraint get = constraint(List.of("**"), "/a/*");
                    get.findCollections()[0].addMethod("POST");
                    context.addConstraint(get);
                    SecurityConstraint others = constraint(List.of("boss"), "/a/*");
                    others.findCollections()[0].addOmittedMethod("POST");
                    context.addConstraint(others);
                },
                "/a/x",
                " 403 on /a/*: the constraints ask for boss, ");
    }

    @Test
    void areNotNamedWithoutEnd() throws Exception {
        Consumer<Context> many = context -> {
            for (int i = 0; i < 100; i++) {
                context.addConstraint(constraint(List.of("role" + i), "/" + i));
            }
        };
        assertImpassable(many, "/7", "/9 and 90 more: the constraints ask for role0, ");
    }

    private void assertPassable(Consumer<Context> change, String path, int status) throws Exception {
        try (TestTomcat tomcat = started(change)) {
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            assertThat(tomcat.get(path, Negotiate.alice()).statusCode()).isEqualTo(status);
        }
    }

    private void assertImpassable(Consumer<Context> change, String path, String message) throws Exception {
        try (TestTomcat tomcat = started(change)) {
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().contains(message);
            assertThat(tomcat.get(path, Negotiate.alice()).statusCode()).isEqualTo(403);
        }
    }

    private TestTomcat started(Consumer<Context> change) throws Exception {
        Files.deleteIfExists(directory.resolve("http.keytab"));
        return TestTomcat.started(directory, valve -> {}, change);
    }

    private static Consumer<Context> realm(String allRolesMode) {
        return context -> {
            NullRealm realm = new NullRealm();
            realm.setAllRolesMode(allRolesMode);
            context.setRealm(realm);
        };
    }

    private static SecurityConstraint constraint(List<String> roles, String... patterns) {
        SecurityCollection collection = new SecurityCollection();
        for (String pattern : patterns) {
            collection.addPattern(pattern);
        }
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        roles.forEach(constraint::addAuthRole);
        return constraint;
    }
}
