package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.tomcat.websocket.server.WsSci;
import org.gatehouse.acceptor.Forge;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that becomes a WebSocket (RFC 6455 §4.1): a GET like any other, until it is answered with 101. */
class WebSocketTest {
    private static final int POLICY_VIOLATION = 1008;

    @TempDir
    private Path directory;

    private TestTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = TestTomcat.started(
                directory,
                valve -> {},
                context -> context.addServletContainerInitializer(new WsSci(), Set.of(WhoSocket.class)));
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void opensWithTheSessionOfThePage() throws Exception {
        String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

        assertThat(firstMessage("Cookie", cookie)).isEqualTo("alice@EXAMPLE.COM");
    }

    /** WebSocket 2.1 §7.2: the user of a socket is that of the session. */
    @Test
    void closesWhenTheSessionEnds() throws Exception {
        String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));
        Client client = new Client();
        open(client, "Cookie", cookie);
        client.text.get();

        tomcat.context()
                .getManager()
                .findSession(cookie.substring(cookie.indexOf('=') + 1))
                .expire();

        assertThat(client.closed.get()).isEqualTo(POLICY_VIOLATION);
    }

    @Test
    void opensWithATokenOfItsOwn() throws Exception {
        assertThat(firstMessage(Negotiate.alice())).isEqualTo("alice@EXAMPLE.COM");
    }

    /** Browsers do not answer a challenge here: the page has to sign on first. */
    @Test
    void isChallengedWithoutEither() {
        assertRefused("Accept", "*/*");
    }

    /** What sends such a request shows no page: neither a socket nor a source of events (SSE). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
                "Accept: text/event-stream",
            })
    void isAnsweredInPlainTextWithoutASession(String headers) throws Exception {
        try (RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            RawConnection.Answer answer = connection.request("GET /who-socket HTTP/1.1", headers);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.challenge()).isEqualTo("Negotiate");
            assertThat(answer.body()).startsWith("Sign-in is needed").doesNotContain("<");
        }
    }

    @Test
    void isRefusedWithATokenThatIsNotAccepted() {
        assertRefused("Authorization", Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432))));
    }

    private void assertRefused(String... headers) {
        assertThatThrownBy(() -> firstMessage(headers))
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refusal -> {
                    assertThat(refusal.getResponse().statusCode()).isEqualTo(401);
                    assertThat(refusal.getResponse().headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(value -> assertThat(value).startsWith("Negotiate"));
                });
    }

    private String firstMessage(String... headers) throws Exception {
        Client client = new Client();
        WebSocket socket = open(client, headers);
        String message = client.text.get();
        socket.abort();
        return message;
    }

    private WebSocket open(Client client, String... headers) throws Exception {
        String page = tomcat.request("/who-socket").build().uri().toString();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            return builder.buildAsync(URI.create("ws" + page.substring("http".length())), client)
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Keeps the first message, which fits into one part, and the status of the close. */
    private static final class Client implements WebSocket.Listener {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            text.completeExceptionally(error);
            closed.completeExceptionally(error);
        }
    }

    /** Says who has opened it. Tomcat makes it. */
    @ServerEndpoint("/who-socket")
    public static final class WhoSocket {
        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote().sendText(session.getUserPrincipal().getName());
        }
    }
}
