package org.gatehouse.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat itself says what is right. */
class ServerPathTest {
    private static final AtomicReference<String> SEEN = new AtomicReference<>("");

    private static Tomcat tomcat;

    @BeforeAll
    static void startTomcat(@TempDir Path directory) throws Exception {
        tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", directory.toString());
        context.getPipeline().addValve(new ValveBase() {
            @Override
            public void invoke(Request request, Response response) {
                SEEN.set(request.getDecodedRequestURI());
            }
        });
        tomcat.start();
    }

    @AfterAll
    static void stopTomcat() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private static String ofTomcat(String url) throws IOException {
        SEEN.set("refused");
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
            String request = "GET " + url + " HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        }
        return Objects.requireNonNull(SEEN.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/healthz",
                "/healthz?x=/y",
                "/%68ealthz",
                "/x/../healthz",
                "/healthz;x",
                "/healthz;x/y;z",
                "//healthz",
                "/a//b",
                "/a/./b",
                "/a/.",
                "/a/./",
                "/.",
                "/./",
                "/a/..",
                "/a/../",
                "/..",
                "/../a",
                "/a/../../b",
                "/healthz/%2e%2e/admin",
                "/healthz/..;/admin",
                "/healthz;/../admin",
                "/a%2fb",
                "/a%5cb",
                "/a%00b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/%c3%a4",
                "/%ff",
                "/a%3fb",
                "/a%3bb",
                "/a%25b",
                "/;a=b",
                "/a;",
                "/;/b",
                "/a/;x/b",
                "/a/..;x",
                "/a/b/"
            })
    void isThePathThatTomcatUses(String url) throws IOException {
        assertThat(ServerPath.of(url).orElse("refused")).isEqualTo(ofTomcat(url));
    }
}
