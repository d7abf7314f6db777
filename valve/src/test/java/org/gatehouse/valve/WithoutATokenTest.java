package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most first requests. */
class WithoutATokenTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "Negotiate", "Negotiate   ", "Basic YWxpY2U6cHc=", "Bearer x", "NegotiateX YII="})
    void aRequestIsAskedForOneAndNothingElse(String authorization) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response =
                    authorization.isEmpty() ? tomcat.get("/") : tomcat.get("/", "Authorization", authorization);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void nothingIsLoggedAboveDebugAfterTheBanner() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/");

            assertThat(tomcat.lines(Level.INFO)).singleElement().asString().startsWith("Gatehouse ");
        }
    }

    @Test
    void aBrowserGetsAPageAndAProgramALine() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> browser = tomcat.get("/", "Accept", "text/html,*/*;q=0.8");
            HttpResponse<String> program = tomcat.get("/", "Accept", "*/*");

            assertThat(browser.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
            assertThat(browser.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(browser.body()).contains(">We couldn’t sign you in automatically</h1>");
            assertThat(program.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
            assertThat(program.body()).isEqualTo("Sign-in is needed: this site accepts Negotiate (Kerberos).\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 0})
    void anApplicationsOwnPageIsShownInstead(int errorCode) throws Exception {
        Consumer<Context> ownPage = context -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(errorCode);
            page.setLocation("/sorry");
            context.addErrorPage(page);
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, ownPage)) {
            HttpResponse<String> response = tomcat.get("/");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(response.body()).isEqualTo("nobody");
        }
    }
}
