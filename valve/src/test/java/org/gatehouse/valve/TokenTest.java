package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that signs its user in. */
class TokenTest {
    @TempDir
    private Path directory;

    @Test
    void theApplicationSeesTheUser() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response = tomcat.get("/", "Authorization", Negotiate.header(new Forge()));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .isEqualTo("alice@EXAMPLE.COM by Kerberos at HTTP/portal.example.com@EXAMPLE.COM, SPNEGO");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("private");
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void theServerProvesItselfWhenItIsAskedTo() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response =
                    tomcat.get("/", "Authorization", Negotiate.header(Forge.with(forge -> forge.apOptions = 1 << 29)));

            assertThat(response.headers().allValues("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("Negotiate oYG");
        }
    }

    @Test
    void theSessionSignsOnFromThenOn() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String cookie = Negotiate.cookie(tomcat.get("/", "Authorization", Negotiate.header(new Forge())));

            HttpResponse<String> response = tomcat.get("/", "Cookie", cookie);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("alice@EXAMPLE.COM by Kerberos");
            assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        }
    }

    @Test
    void aSessionFromBeforeChangesItsId() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String first = Negotiate.cookie(tomcat.get("/", "Authorization", Negotiate.header(new Forge())));
            tomcat.context()
                    .getManager()
                    .findSession(first.substring(first.indexOf('=') + 1))
                    .setPrincipal(null);

            String second = Negotiate.cookie(tomcat.get(
                    "/", "Authorization", Negotiate.header(Forge.with(forge -> forge.cusec = 1)), "Cookie", first));

            assertThat(second).isNotEqualTo(first);
            assertThat(tomcat.get("/", "Cookie", first).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void severalBlanksBeforeItAreTolerated() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(new Forge()).replace("Negotiate ", "negotiate   ");

            assertThat(tomcat.get("/", "Authorization", header).statusCode()).isEqualTo(200);
        }
    }
}
