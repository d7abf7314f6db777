package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.filters.CorsFilter;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The question that a browser asks before a page of one site sends a request to another: never with credentials (Fetch
 * standard, CORS-preflight fetch).
 */
class CorsPreflightTest {
    private static final String[] PREFLIGHT = {"Origin", "http://other.example", "Access-Control-Request-Method", "PUT"
    };

    @TempDir
    private Path directory;

    /** To a page that has no CORS of its own, the answer says nothing; the browser then sends no request. */
    @Test
    void isAskedForASignInWhereTomcatIsToldSo() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, allow("never"), CorsPreflightTest::corsFilter)) {
            HttpResponse<String> response = options(tomcat, PREFLIGHT);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "all"})
    void isLeftToTomcatsFilterWhereThereIsOne(String protect) throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setProtect(protect), CorsPreflightTest::corsFilter)) {
            HttpResponse<String> response = options(tomcat, PREFLIGHT);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("http://other.example");
            assertThat(response.body()).isEmpty(); // the filter has answered it, and the application never saw it
        }
    }

    @Test
    void isLeftToTomcatsFilterWhereTheApplicationHasConstraints() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, context -> {
            corsFilter(context);
            SecurityCollection all = new SecurityCollection("all", "");
            all.addPattern("/*");
            SecurityConstraint constraint = new SecurityConstraint();
            constraint.addCollection(all);
            constraint.addAuthRole(SecurityConstraint.ROLE_ALL_AUTHENTICATED_USERS);
            context.addConstraint(constraint);
        })) {
            assertThat(options(tomcat, PREFLIGHT).statusCode()).isEqualTo(200);
            assertThat(tomcat.get("/", PREFLIGHT).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void isNotLetThroughToAnApplicationWithoutTheFilter() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, context -> {})) {
            assertThat(options(tomcat, PREFLIGHT).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void fromASiteThatTheFilterDoesNotKnowIsForbidden() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, CorsPreflightTest::corsFilter)) {
            HttpResponse<String> response =
                    options(tomcat, "Origin", "http://evil.example", "Access-Control-Request-Method", "PUT");

            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    /** What only looks like one: without a method to ask for, from the site itself, or another method than OPTIONS. */
    @Test
    void isNothingElseThatLooksLikeOne() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, allow("always"), CorsPreflightTest::corsFilter)) {
            String itself =
                    tomcat.request("/").build().uri().resolve("/").toString().replaceAll("/$", "");

            assertThat(options(tomcat, "Origin", "http://other.example").statusCode())
                    .isEqualTo(401);
            assertThat(options(tomcat, "Access-Control-Request-Method", "PUT").statusCode())
                    .isEqualTo(401);
            assertThat(options(tomcat, "Origin", itself, "Access-Control-Request-Method", "PUT")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(tomcat.get("/", PREFLIGHT).statusCode()).isEqualTo(401);
        }
    }

    /** The request that follows is one like any other. */
    @Test
    void isFollowedByARequestThatHasToSignIn() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, CorsPreflightTest::corsFilter)) {
            assertThat(tomcat.get("/", "Origin", "http://other.example").statusCode())
                    .isEqualTo(401);
            assertThat(tomcat.get("/", Negotiate.alice("Origin", "http://other.example"))
                            .body())
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    private static HttpResponse<String> options(TestTomcat tomcat, String... headers) throws Exception {
        return tomcat.send(tomcat.request("/", headers)
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    }

    private static Consumer<SsoAuthenticator> allow(String value) {
        return valve -> valve.setAllowCorsPreflight(value);
    }

    private static void corsFilter(Context context) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("cors");
        definition.setFilterClass(CorsFilter.class.getName());
        definition.addInitParameter(CorsFilter.PARAM_CORS_ALLOWED_ORIGINS, "http://other.example");
        definition.addInitParameter(CorsFilter.PARAM_CORS_ALLOWED_METHODS, "GET,PUT");
        context.addFilterDef(definition);
        FilterMap mapping = new FilterMap();
        mapping.setFilterName("cors");
        mapping.addURLPattern("/*");
        context.addFilterMap(mapping);
    }
}
