package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat's valve of that name on the Host, which lets the applications of a host share a sign-in. */
class SingleSignOnTest {
    @TempDir
    private Path directory;

    private TestTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = new TestTomcat(directory, valve -> {}, context -> {
                    context.getParent().getPipeline().addValve(new SingleSignOn());
                    Tomcat.addServlet(context, "leave", new Leave());
                    context.addServletMapping("/leave", "leave");
                })
                .withSecondApplication("/second");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void takesTheSignInOverToAnotherApplication() throws Exception {
        String cookies = cookies(tomcat.get("/", Negotiate.alice()));

        HttpResponse<String> second = tomcat.get("/second/", "Cookie", cookies);

        assertThat(second.body()).startsWith("alice@EXAMPLE.COM by Kerberos");
        assertThat(second.headers().map()).doesNotContainKey("www-authenticate");
    }

    @Test
    void isNothingWithoutItsCookie() throws Exception {
        tomcat.get("/", Negotiate.alice());

        assertThat(tomcat.get("/second/").statusCode()).isEqualTo(401);
    }

    @Test
    void endsEverywhereWhenASessionIsEnded() throws Exception {
        String cookies = cookies(tomcat.get("/", Negotiate.alice()));
        String second = cookies + "; " + cookies(tomcat.get("/second/", "Cookie", cookies));

        tomcat.get("/leave", "Cookie", cookies);

        assertThat(tomcat.get("/", "Cookie", cookies).statusCode()).isEqualTo(401);
        assertThat(tomcat.get("/second/", "Cookie", second).statusCode()).isEqualTo(401);
    }

    @Test
    void beginsAnewWithAToken() throws Exception {
        String cookies = cookies(tomcat.get("/", Negotiate.alice()));
        tomcat.get("/leave", "Cookie", cookies);

        HttpResponse<String> again = tomcat.get("/", Negotiate.alice("Cookie", cookies));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(tomcat.get("/second/", "Cookie", cookies(again)).statusCode())
                .isEqualTo(200);
    }

    private static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> !cookie.contains("Max-Age=0"))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    /** Ends the session. */
    private static final class Leave extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.getSession().invalidate();
        }
    }
}
