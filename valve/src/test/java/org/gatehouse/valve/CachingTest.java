package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What caches are told. */
class CachingTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"auto", "all"})
    void keepsWhatAUserSeesToHim(String protect) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setProtect(protect), context -> {})) {
            HttpResponse<String> first = tomcat.get("/", Negotiate.alice());
            HttpResponse<String> second = tomcat.get("/", "Cookie", Negotiate.cookie(first));

            assertThat(first.headers().allValues("Cache-Control")).containsExactly("private");
            assertThat(second.headers().allValues("Cache-Control")).containsExactly("private");
        }
    }

    @Test
    void keepsWhatAUserSeesToHimWhereAConstraintAsks() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, CachingTest::signedOnUsers)) {
            assertThat(tomcat.get("/", Negotiate.alice()).headers().allValues("Cache-Control"))
                    .containsExactly("private");
        }
    }

    @Test
    void storesNoRefusalAndNoChallenge() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setDisableProxyCaching("false"), context -> {})) {
            assertThat(tomcat.get("/").headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(tomcat.get("/", "Authorization", "Negotiate AAAA")
                            .headers()
                            .allValues("Cache-Control"))
                    .containsExactly("no-store");
            assertThat(tomcat.get("/", "Authorization", "Negotiate *").headers().allValues("Cache-Control"))
                    .containsExactly("no-store");
        }
    }

    @Test
    void saysNothingOfPagesWhereItIsToldTo() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setDisableProxyCaching("false"), context -> {})) {
            assertThat(tomcat.get("/", Negotiate.alice()).headers().map()).doesNotContainKey("cache-control");
        }
    }

    @Test
    void speaksToOldCachesWhereItIsToldToAndAConstraintAsks() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory, valve -> valve.setSecurePagesWithPragma("true"), CachingTest::signedOnUsers)) {
            HttpResponse<String> response = tomcat.get("/", Negotiate.alice());

            assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-cache");
            assertThat(response.headers().allValues("Pragma")).containsExactly("No-cache");
        }
    }

    /** A response to a POST is stored by nobody unless it says so itself (RFC 9110 §9.3.3). */
    @Test
    void isNoMatterOfPosts() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response = tomcat.send(tomcat.request("/", Negotiate.alice())
                    .POST(BodyPublishers.ofString("a=b"))
                    .build());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("private");
        }
    }

    private static void signedOnUsers(Context context) {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern("/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        context.addConstraint(constraint);
    }
}
