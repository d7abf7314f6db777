package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.HttpConstraintElement;
import jakarta.servlet.HttpMethodConstraintElement;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constraints that appear after the start: those of a library open nothing, those of a program do. */
class LateConstraintTest {
    private final AtomicReference<ServletRegistration.@Nullable Dynamic> kept = new AtomicReference<>();

    @TempDir
    private Path base;

    /** With an initializer that keeps the registration of its servlet. */
    private DeployedApplication application(ServletSecurityElement security) throws Exception {
        ServletContainerInitializer library = (classes, application) -> {
            ServletRegistration.Dynamic servlet = application.addServlet("metrics", new Metrics());
            servlet.addMapping("/monitoring");
            servlet.setServletSecurity(security);
            kept.set(servlet);
        };
        return new DeployedApplication(base)
                .with(context -> context.addServletContainerInitializer(library, null))
                .start();
    }

    private static final class Metrics extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    private static HttpConstraintElement operator() {
        return new HttpConstraintElement(
                ServletSecurity.EmptyRoleSemantic.PERMIT, ServletSecurity.TransportGuarantee.NONE, "operator");
    }

    @Test
    void mappingThatALibraryAddsToItsServletDemandsItsRoleAndOpensNothing() throws Exception {
        try (DeployedApplication portal = application(new ServletSecurityElement(operator()))) {
            assertThat(portal.status("/")).isEqualTo(401);

            Objects.requireNonNull(kept.get()).addMapping("/late/*", "/late%20too");

            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.status("/late/x")).isEqualTo(401);
            assertThat(portal.send("GET", "/late/x", Negotiate.alice()).statusCode())
                    .isEqualTo(403);
            assertThat(portal.coverage())
                    .isEqualTo("every request (no constraint of the application's own asks for a sign-in)");
        }
    }

    @Test
    void mappingOfALibraryWithMethodsOpensNothingEither() throws Exception {
        ServletSecurityElement security =
                new ServletSecurityElement(operator(), List.of(new HttpMethodConstraintElement("GET", operator())));
        try (DeployedApplication portal = application(security)) {
            Objects.requireNonNull(kept.get()).addMapping("/late/*");

            assertThat(portal.context().findConstraints()).hasSize(4);
            assertThat(portal.status("/")).isEqualTo(401);
            assertThat(portal.send("POST", "/late/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void constraintWithANameIsTheProgramsThoughItsAddressIsAServlets() throws Exception {
        try (DeployedApplication portal = application(new ServletSecurityElement(operator()))) {
            SecurityConstraint constraint = constraint("/monitoring");
            constraint.findCollections()[0].setName("of the program");
            portal.context().addConstraint(constraint);

            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/monitoring")).isEqualTo(401);
        }
    }

    @Test
    void constraintOfSeveralAddressesIsTheProgramsThoughTheyAreServlets() throws Exception {
        try (DeployedApplication portal = application(new ServletSecurityElement(operator()))) {
            SecurityConstraint constraint = constraint("/monitoring");
            constraint.findCollections()[0].addPattern("/admin/*");
            portal.context().addConstraint(constraint);

            assertThat(portal.status("/")).isEqualTo(200);
            assertThat(portal.status("/admin/x")).isEqualTo(401);
        }
    }

    private static SecurityConstraint constraint(String pattern) {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern(pattern);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        return constraint;
    }
}
