package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlServerTest extends OnAMemoryLab {
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(memory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Everything that comes back for these bytes. */
    private String send(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String post(String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                "POST " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n",
                bytes);
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    private String bearer() {
        return "Authorization: Bearer " + server.token();
    }

    private static String status(String answer) {
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void runsACommandAndTellsHowItEnded() throws IOException {
        assertThat(body(post("/clock", "portal\0+7m\0", host(), bearer())))
                .startsWith("0\0portal is 7m ahead")
                .endsWith("\0\0");
        assertThat(body(post("/setspn", "-Q\0HTTP/nowhere\0", host(), bearer())))
                .startsWith("1\0Nobody owns");
        assertThat(body(post("/setspn", "", "Host: localhost:" + server.port(), bearer())))
                .startsWith("2\0\0setspn.sh: what is to be done?");
    }

    @Test
    void handsOnWhatTheCommandReads() throws IOException {
        post("/passwd", "bob\0Gänseblümchen1!", host(), bearer());

        assertThat(memory.lab.account("bob").password().text()).isEqualTo("Gänseblümchen1!");
    }

    @Test
    void keepsEmptyArguments() throws IOException {
        assertThat(body(post("/user", "\0", host(), bearer())))
                .startsWith("2\0\0user.sh: the name of an account is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: y",
                "Authorization: Bearer ",
                "Authorization: Bearer wrong",
                "Authorization: Basic YWxpY2U6eA==",
                "Authorization: bearer"
            })
    void refusesWhoeverHasNoToken(String header) throws IOException {
        assertThat(status(post("/reset", "", host(), header))).isEqualTo("401");
        assertThat(memory.resets()).isZero();
    }

    @Test
    void refusesTwoTokens() throws IOException {
        assertThat(status(post("/reset", "", host(), bearer(), bearer()))).isEqualTo("401");
    }

    @Test
    void refusesAPrefixOfTheToken() throws IOException {
        String prefix = bearer().substring(0, bearer().length() - 1);

        assertThat(status(post("/reset", "", host(), prefix))).isEqualTo("401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example:80", "Host: portal.lab.localhost", "Host: 127.0.0.1", "X: y"})
    void refusesAnotherHostEvenWithTheToken(String host) throws IOException {
        assertThat(status(post("/reset", "", host, bearer()))).isIn("400", "403");
        assertThat(memory.resets()).isZero();
    }

    @Test
    void allowsNoOtherPageToReadIt() throws IOException {
        assertThat(post("/clock", "", host(), bearer(), "Origin: http://evil.example"))
                .doesNotContainIgnoringCase("Access-Control")
                .contains("Cache-control: no-store");
        assertThat(status(send("OPTIONS /clock HTTP/1.1\r\nConnection: close\r\n" + host() + "\r\n\r\n", new byte[0])))
                .isEqualTo("401");
    }

    @Test
    void takesNothingButPost() throws IOException {
        assertThat(status(send(
                        "GET /reset HTTP/1.1\r\nConnection: close\r\n" + host() + "\r\n" + bearer() + "\r\n\r\n",
                        new byte[0])))
                .isEqualTo("405");
        assertThat(memory.resets()).isZero();
    }

    @Test
    void knowsNoOtherCommands() throws IOException {
        for (String path : List.of("/", "/shutdown", "/reset/now", "/../reset")) {
            assertThat(status(post(path, "", host(), bearer()))).as(path).isEqualTo("404");
        }
        assertThat(memory.resets()).isZero();
    }

    /** By the JDK's server itself: with 404 up to 17.0.15, with 400 from 17.0.21 on. */
    @Test
    void refusesAnAddressThatNamesAnotherHost() throws IOException {
        assertThat(status(post("//reset", "", host(), bearer()))).isIn("400", "404");
        assertThat(memory.resets()).isZero();
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        String body = "x".repeat(ControlServer.MAX_BODY + 1);

        assertThat(status(post("/clock", body, host(), bearer()))).isEqualTo("413");
    }

    @Test
    void takesABodyOfThatSize() throws IOException {
        String body = "x".repeat(ControlServer.MAX_BODY - 1) + "\0";

        assertThat(body(post("/clock", body, host(), bearer()))).startsWith("2\0");
    }

    @Test
    void refusesWhatIsNotText() throws IOException {
        byte[] body = {'a', (byte) 0xff, 0};

        assertThat(status(send(
                        "POST /clock HTTP/1.1\r\nConnection: close\r\nContent-Length: 3\r\n" + host() + "\r\n"
                                + bearer() + "\r\n\r\n",
                        body)))
                .isEqualTo("400");
    }

    @Test
    void runsOneCommandAtATime() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        CountDownLatch together = new CountDownLatch(8);
        try {
            List<Future<String>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> clients.submit(() -> {
                        together.countDown();
                        together.await();
                        return post("/passwd", "--random\0bob\0", host(), bearer());
                    }))
                    .toList();
            for (Future<String> answer : answers) {
                assertThat(body(answer.get())).startsWith("0\0bob has a new password");
            }
        } finally {
            clients.shutdownNow();
        }

        assertThat(memory.lab.account("bob").password().keyVersionNumber()).isEqualTo(9);
    }

    @Test
    void isOnTheLoopbackInterfaceAlone() throws IOException {
        assertThat(server.token()).hasSize(43).isNotEqualTo(otherToken());
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});

        assertThatThrownBy(() -> new Socket(other, server.port()).close()).isInstanceOf(ConnectException.class);
    }

    private String otherToken() throws IOException {
        try (ControlServer other = ControlServer.start(memory)) {
            return other.token();
        }
    }

    @Test
    void leavesNeitherThreadNorPortBehind() throws IOException, InterruptedException {
        post("/clock", "", host(), bearer());
        int port = server.port();

        server.close();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("gatehouse-lab-control")) {
                thread.join(10_000); // a pool that has ended says so on its last thread
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void doesNotKeepTheJvmAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                        || thread.getName().startsWith("gatehouse-lab-control"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }
}
