package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that comes with constraints of its own must not open anything of the application. */
class FragmentOpensNothingTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final String MONITORING = fragment(constraint("/monitoring/*", "", "monitor"));

    @TempDir
    private Path directory;

    private AttackedSite site;

    @BeforeEach
    void prepare() throws Exception {
        site = new AttackedSite(directory);
    }

    @Test
    void opensNoOtherPathByAnyMethodOrSpelling() throws Exception {
        try (AttackedTomcat tomcat = site.fragment("melody", MONITORING).start()) {
            for (String path : List.of(
                    "/",
                    "/open",
                    "/admin/x",
                    "/monitor",
                    "/monitoringx",
                    "/x/monitoring/",
                    "//",
                    "/%6donitor",
                    "/;x=/monitoring/",
                    "/a/../b",
                    "/monitoring/../admin",
                    "/monitoring;x/..;y/z")) {
                for (String method : METHODS) {
                    assertThat(tomcat.send(method, path).statusCode())
                            .as(method + " " + path)
                            .isIn(400, 401);
                }
            }
        }
    }

    @Test
    void stillDemandsItsRole() throws Exception {
        try (AttackedTomcat tomcat = site.fragment("melody", MONITORING).start()) {
            assertThat(tomcat.get("/monitoring/x").statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/monitoring/x", "Authorization", ForgedTokens.alice())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/open", "Authorization", ForgedTokens.alice())
                            .body())
                    .startsWith("user=alice@EXAMPLE.COM");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http-method>GET</http-method>",
                "<http-method>TRACE</http-method>",
                "<http-method-omission>GET</http-method-omission>",
                "<http-method-omission>POST</http-method-omission>"
            })
    void opensNoOtherMethodOfItsOwnPath(String methods) throws Exception {
        String xml = fragment(constraint("/monitoring/*", methods, "*"));
        try (AttackedTomcat tomcat = site.fragment("melody", xml).start()) {
            for (String method : METHODS) {
                assertThat(tomcat.send(method, "/monitoring/x").statusCode())
                        .as(method)
                        .isEqualTo(401);
                assertThat(tomcat.send(method, "/other").statusCode())
                        .as(method)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void fragmentsOfSeveralLibrariesOpenNothing() throws Exception {
        site.fragment("a", fragment(constraint("/a/*", "", "*")))
                .fragment("b", fragment(constraint("/b/*", "", "**")))
                .fragment("c", fragment(constraint("/c/*", "", "")))
                .fragment("d", fragment(constraint("/d/*", "", "r")));
        try (AttackedTomcat tomcat = site.start()) {
            assertThat(statuses(tomcat, "/", "/a/x", "/b/x", "/x")).containsOnly(401);
            assertThat(tomcat.get("/c/x", "Authorization", ForgedTokens.alice()).statusCode())
                    .isNotEqualTo(200);
        }
    }

    /** A web.xml without constraints says nothing about them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                AttackedSite.WEB_XML_HEAD + "</web-app>",
                "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + AttackedSite.WEB_XML_HEAD + "</web-app>",
                AttackedSite.WEB_XML_HEAD + "<!-- <security-constraint><auth-constraint/> -->"
                        + "<display-name>security-constraint auth-constraint</display-name></web-app>",
                AttackedSite.WEB_XML_HEAD + "<security-constraint><web-resource-collection>"
                        + "<web-resource-name>tls</web-resource-name><url-pattern>/x/*</url-pattern>"
                        + "</web-resource-collection></security-constraint></web-app>"
            })
    void opensNothingBesideAWebXmlThatAsksForNoSignIn(String webXml) throws Exception {
        try (AttackedTomcat tomcat =
                site.webXml(webXml).fragment("melody", MONITORING).start()) {
            assertThat(statuses(tomcat, "/", "/open", "/monitoring/x")).containsOnly(401);
        }
    }

    @Test
    void addsToWhatTheApplicationsOwnWebXmlSays() throws Exception {
        site.webXml(webXml(constraint("/admin/*", "", "**"))).fragment("melody", MONITORING);
        try (AttackedTomcat tomcat = site.start()) {
            assertThat(statuses(tomcat, "/", "/open")).containsOnly(200);
            assertThat(statuses(tomcat, "/admin/x", "/monitoring/x")).containsOnly(401);
        }
    }

    @Test
    void constraintOfAServletsAnnotationOrRegistrationOpensNothing() throws Exception {
        site.readingDescriptors()
                .application(context -> context.addServletContainerInitializer(
                        (classes, application) -> registerServlets(application), Set.of()));
        try (AttackedTomcat tomcat = site.start()) {
            assertThat(statuses(tomcat, "/", "/open", "/annotated", "/registered", "/registered/x"))
                    .containsOnly(401);
            assertThat(tomcat.get("/registered", "Authorization", ForgedTokens.alice())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static void registerServlets(ServletContext application) {
        application.addServlet("annotated", new Annotated()).addMapping("/annotated");
        ServletRegistration.Dynamic registered = application.addServlet("registered", new Page());
        registered.addMapping("/registered");
        registered.setServletSecurity(new ServletSecurityElement(
                new jakarta.servlet.HttpConstraintElement(ServletSecurity.TransportGuarantee.NONE, "monitor")));
    }

    @ServletSecurity(@HttpConstraint(rolesAllowed = "monitor"))
    private static final class Annotated extends HttpServlet {
        private static final long serialVersionUID = 1;
    }

    /** What an administrator or an embedder adds counts as the application's own. */
    @Test
    void constraintOfAnEmbedderCountsAsOwn() throws Exception {
        site.application(context -> add(context, "/admin/*"));
        try (AttackedTomcat tomcat = site.start()) {
            assertThat(statuses(tomcat, "/", "/admin/x")).containsExactly(200, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<web-app", "", "<web-app></web-ap>", "\u0000\u0001", "<a/><b/>"})
    void unreadableWebXmlLeavesEverythingCovered(String broken) throws Exception {
        site.webXml(broken).application(context -> add(context, "/admin/*"));
        try (AttackedTomcat tomcat = site.start()) {
            assertThat(statuses(tomcat, "/", "/open", "/admin/x")).containsOnly(401);
            assertThat(tomcat.log.with(Level.WARNING, "GH-C026")).hasSize(1);
        }
    }

    @Test
    void fragmentIsSaidAtTheStartAndInJmx() throws Exception {
        try (AttackedTomcat tomcat = site.fragment("melody", MONITORING).start()) {
            assertThat(tomcat.log.with(Level.INFO, "every request")).isNotEmpty();
            assertThat(tomcat.jmx("Coverage").map(String::valueOf).orElse("no such attribute"))
                    .contains("every request");
        }
    }

    @Test
    void saysWhichConstraintsNarrowIt() throws Exception {
        site.readingDescriptors().webXml(webXml(constraint("/admin/*", "", "**") + constraint("/api/*", "", "*")));
        try (AttackedTomcat tomcat = site.start()) {
            String words = "what 2 constraints of web.xml say: /admin/*, /api/*";
            assertThat(statuses(tomcat, "/", "/admin/x", "/api/x")).containsExactly(200, 401, 401);
            assertThat(tomcat.log.with(Level.INFO, words)).isNotEmpty();
            assertThat(tomcat.jmx("Coverage").map(String::valueOf).orElse("no such attribute"))
                    .contains(words);
        }
    }

    private static List<Integer> statuses(AttackedTomcat tomcat, String... paths) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (String path : paths) {
            statuses.add(tomcat.get(path).statusCode());
        }
        return statuses;
    }

    private static void add(Context context, String pattern) {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern(pattern);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        context.addConstraint(constraint);
    }

    private static String webXml(String content) {
        return AttackedSite.WEB_XML_HEAD + content + "</web-app>";
    }

    private static String fragment(String content) {
        return AttackedSite.FRAGMENT_HEAD + content + "</web-fragment>";
    }

    private static String constraint(String pattern, String methods, String role) {
        return "<security-constraint><web-resource-collection><web-resource-name>x</web-resource-name><url-pattern>"
                + pattern + "</url-pattern>" + methods + "</web-resource-collection><auth-constraint>"
                + (role.isEmpty() ? "" : "<role-name>" + role + "</role-name>")
                + "</auth-constraint></security-constraint>";
    }
}
