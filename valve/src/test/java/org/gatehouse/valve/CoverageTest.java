package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.valve.DeployedApplication.constraint;
import static org.gatehouse.valve.DeployedApplication.permission;

import jakarta.servlet.HttpConstraintElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose constraints narrow {@code protect="auto"}. */
class CoverageTest {
    @TempDir
    private Path base;

    private DeployedApplication application() throws Exception {
        return new DeployedApplication(base);
    }

    @Test
    void fragmentDemandsItsRoleAndOpensNothing() throws Exception {
        try (DeployedApplication portal = application()
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.status("/monitoring/x")).isEqualTo(401);
            assertThat(portal.send("GET", "/", Negotiate.alice()).body()).isEqualTo("user: alice@EXAMPLE.COM");
            assertThat(portal.send("GET", "/monitoring/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void fragmentIsNamedInTheBannerWithItsLibrary() throws Exception {
        try (DeployedApplication portal = application()
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.coverage())
                    .isEqualTo("every request (no constraint of the application's own asks for a sign-in)");
            assertThat(portal.lines(Level.INFO).get(0).lines())
                    .contains(
                            "  covers every request (no constraint of the application's own asks for a sign-in)",
                            "  constraints of libraries open nothing: /monitoring/* (metrics.jar)");
        }
    }

    @Test
    void fragmentOfOneMethodDoesNotOpenTheOthers() throws Exception {
        try (DeployedApplication portal = application()
                .library("metrics.jar", constraint("/monitoring/*", "**", "GET"))
                .start()) {
            assertThat(portal.send("GET", "/monitoring/x").statusCode()).isEqualTo(401);
            assertThat(portal.send("POST", "/monitoring/x").statusCode()).isEqualTo(401);
            assertThat(portal.send("POST", "/").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "*", "boss", "boss clerk"})
    void descriptorOfTheApplicationNarrows(String roles) throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/admin/* /api/*", roles) + constraint("/secret/*", ""))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.status("/secret/x")).isEqualTo(403);
            assertThat(portal.coverage()).isEqualTo("what 1 constraint of web.xml says: /admin/*, /api/*");
        }
    }

    @Test
    void descriptorBesideAFragmentNarrowsForItself() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/admin/*", "**") + constraint("/api/*", "**"))
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/monitoring/x")).isEqualTo(401);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.coverage()).isEqualTo("what 2 constraints of web.xml say: /admin/*, /api/*");
        }
    }

    @Test
    void fragmentOpensNoPathInsideOfWhatTheDescriptorProtects() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/admin/*", "**"))
                .library("open.jar", permission("/admin/public/*") + permission("/admin/exact"))
                .start()) {
            assertThat(portal.status("/admin/public/x")).isEqualTo(401);
            assertThat(portal.status("/admin/exact")).isEqualTo(401);
            assertThat(portal.send("GET", "/admin/exact", Negotiate.alice()).body())
                    .isEqualTo("user: alice@EXAMPLE.COM");
        }
    }

    @Test
    void fragmentOpensNoMethodInsideOfWhatTheDescriptorProtects() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/admin/*", "**"))
                .library("half.jar", constraint("/admin/x", "**", "GET"))
                .start()) {
            assertThat(portal.send("GET", "/admin/x").statusCode()).isEqualTo(401);
            assertThat(portal.send("POST", "/admin/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void fragmentOpensNothingThatTheDescriptorDeniesOrKeepsForARole() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/secret/*", "") + constraint("/admin/*", "boss"))
                .library("open.jar", permission("/secret/x") + permission("/admin/x"))
                .start()) {
            assertThat(portal.status("/secret/x")).isEqualTo(403);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.send("GET", "/admin/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void descriptorThatOnlyDeniesOrAllowsLeavesEverythingCovered() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/secret/*", "") + permission("/public/*"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.status("/public/x")).isEqualTo(401);
        }
    }

    @Test
    void constraintWithoutAddressesNarrowsNothing() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("x", "**").replace("<url-pattern>x</url-pattern>", ""))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(401);
        }
    }

    @Test
    void methodsOfTheDescriptorAreTheApplicationsChoice() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor(constraint("/*", "**", "POST"))
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.send("GET", "/x").statusCode()).isEqualTo(200);
            assertThat(portal.send("POST", "/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void uncoveredMethodsThatTheDescriptorDeniesStayDenied() throws Exception {
        try (DeployedApplication portal = application()
                .descriptor("<deny-uncovered-http-methods/>" + constraint("/admin/*", "**", "GET"))
                .start()) {
            assertThat(portal.send("GET", "/admin/x").statusCode()).isEqualTo(401);
            assertThat(portal.send("POST", "/admin/x").statusCode()).isEqualTo(403);
            assertThat(portal.status("/")).isEqualTo(200);
        }
    }

    @Test
    void descriptorThatIsCompleteStillNarrows() throws Exception {
        try (DeployedApplication portal = application()
                .file(
                        "WEB-INF/web.xml",
                        DeployedApplication.webApp(constraint("/admin/*", "**"))
                                .replace("version=", "metadata-complete='true' version="))
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/monitoring/x")).isEqualTo(200); // Tomcat does not merge the fragment
            assertThat(portal.status("/admin/x")).isEqualTo(401);
        }
    }

    @ServletSecurity(@HttpConstraint(rolesAllowed = "operator"))
    static final class Annotated extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void annotationDemandsItsRoleAndOpensNothing() throws Exception {
        try (DeployedApplication portal = application()
                .with(context -> {
                    Tomcat.addServlet(context, "annotated", Annotated.class.getName());
                    context.addServletMapping("/reports", "annotated", false);
                })
                .start()) {
            assertThat(portal.context().findConstraints()).hasSize(1);
            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.send("GET", "/reports", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
            assertThat(portal.lines(Level.INFO).get(0)).contains("constraints of libraries open nothing: /reports");
        }
    }

    @Test
    void initializerOfALibraryDemandsItsRoleAndOpensNothing() throws Exception {
        ServletContainerInitializer library = (classes, application) -> {
            ServletRegistration.Dynamic servlet = application.addServlet("metrics", new Annotated());
            servlet.addMapping("/monitoring");
            servlet.setServletSecurity(new ServletSecurityElement(new HttpConstraintElement(
                    ServletSecurity.EmptyRoleSemantic.PERMIT,
                    ServletSecurity.TransportGuarantee.NONE,
                    new String[] {"operator"})));
        };
        try (DeployedApplication portal = application()
                .with(context -> context.addServletContainerInitializer(library, null))
                .start()) {
            assertThat(portal.context().findConstraints()).isNotEmpty();
            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.send("GET", "/monitoring", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void constraintOfTheProgramThatEmbedsTomcatNarrows() throws Exception {
        try (DeployedApplication portal = application()
                .with(added("/admin/*", "**"))
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.coverage()).isEqualTo("what 1 constraint of a program says: /admin/*");
        }
    }

    @Test
    void constraintThatAProgramAddsLaterNarrowsAndIsTold() throws Exception {
        try (DeployedApplication portal = application()
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(401);

            added("/admin/*", "**").accept(portal.context());

            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.lines(Level.INFO))
                    .last()
                    .asString()
                    .contains(" on /portal ")
                    .endsWith("covers what 1 constraint of a program says: /admin/*");
        }
    }

    @Test
    void constraintThatAProgramRemovesNarrowsNoLonger() throws Exception {
        try (DeployedApplication portal =
                application().with(added("/admin/*", "**")).start()) {
            assertThat(portal.status("/")).isEqualTo(200);

            portal.context().removeConstraint(portal.context().findConstraints()[0]);

            assertThat(portal.status("/")).isEqualTo(401);
        }
    }

    @Test
    void descriptorOfTheServerNarrows() throws Exception {
        try (DeployedApplication portal = application()
                .serverDescriptor(base.resolve("server-web.xml"), constraint("/admin/*", "**"))
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
            assertThat(portal.coverage()).isEqualTo("what 1 constraint of conf/web.xml says: /admin/*");
        }
    }

    @Test
    void descriptorInAnotherPlaceNarrows() throws Exception {
        try (DeployedApplication portal = application()
                .file("../other.xml", DeployedApplication.webApp(constraint("/admin/*", "**")))
                .with(context -> context.setAltDDName(base.resolve("other.xml").toString()))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
        }
    }

    /** Tomcat shows such a file at the address of the descriptor, but only after it has read the descriptor. */
    @Test
    void descriptorInsideOfALibraryNarrowsNothing() throws Exception {
        String both = constraint("/monitoring/*", "**");
        try (DeployedApplication portal = application()
                .library("metrics.jar", both)
                .library("shadow.jar", "META-INF/resources/WEB-INF/web.xml", DeployedApplication.webApp(both))
                .start()) {
            assertThat(portal.status("/")).isEqualTo(401);
        }
    }

    @Test
    void reloadLooksAgain() throws Exception {
        try (DeployedApplication portal = application()
                .file("page.html", "open")
                .library("metrics.jar", constraint("/monitoring/*", "operator"))
                .start()) {
            assertThat(portal.status("/page.html")).isEqualTo(401);

            portal.descriptor(constraint("/admin/*", "**")).context().reload();
            assertThat(portal.status("/page.html")).isEqualTo(200);

            portal.descriptor("").context().reload();
            assertThat(portal.status("/page.html")).isEqualTo(401);
        }
    }

    @Test
    void protectConstraintsAndAllAreDescribedAsWell() throws Exception {
        try (DeployedApplication portal = application()
                .protect("all")
                .descriptor(constraint("/admin/*", "**"))
                .start()) {
            assertThat(portal.coverage()).isEqualTo("every request (protect=\"all\")");
            portal.protect("constraints").context().reload();
            assertThat(portal.coverage()).isEqualTo("what 1 constraint of the application says: /admin/*");
        }
    }

    private static Consumer<Context> added(String pattern, String role) {
        return context -> {
            SecurityCollection collection = new SecurityCollection();
            collection.addPattern(pattern);
            SecurityConstraint constraint = new SecurityConstraint();
            constraint.addCollection(collection);
            constraint.setAuthConstraint(true);
            constraint.addAuthRole(role);
            context.addConstraint(constraint);
        };
    }
}
