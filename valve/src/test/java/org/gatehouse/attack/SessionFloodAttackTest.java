package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that signs in with each request and keeps no cookie must not fill the memory with sessions. */
class SessionFloodAttackTest {
    private static final int LIMIT = 16;
    private static final int FLOOD = 60;

    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = new AttackedSite(directory).start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    /** One ticket, as a client has it in its cache, with a new authenticator for each request. */
    private static final class Client {
        private final String user;
        private final byte[] ticket;

        Client(String user) {
            this.user = user;
            this.ticket = ticket(apReq());
        }

        private byte[] apReq() {
            return ForgedTokens.unframed(Forge.with(ForgedTokens.user(user)));
        }

        /** The authenticator of a new message behind the same ticket: both are of the same session key. */
        String header() {
            byte[] message = apReq();
            byte[] fresh = ticket(message);
            int at = indexOf(message, fresh);
            byte[] spliced = ForgedTokens.concat(
                    Arrays.copyOf(message, at), ticket, Arrays.copyOfRange(message, at + fresh.length, message.length));
            return ForgedTokens.header(ForgedTokens.offer(
                    List.of(ForgedTokens.KERBEROS),
                    ForgedTokens.framed(ForgedTokens.KERBEROS, ForgedTokens.concat(new byte[] {1, 0}, spliced))));
        }

        /** The element 61 of a message, which is its ticket: of more than 255 bytes. */
        private static byte[] ticket(byte[] message) {
            int start = indexOf(message, new byte[] {0x61, (byte) 0x82});
            int length = (message[start + 2] & 0xff) << 8 | (message[start + 3] & 0xff);
            return Arrays.copyOfRange(message, start, start + 4 + length);
        }

        private static int indexOf(byte[] whole, byte[] part) {
            return ForgedTokens.latin(whole).indexOf(ForgedTokens.latin(part));
        }
    }

    private int sessions() {
        return tomcat.context().getManager().getActiveSessions();
    }

    private List<HttpResponse<String>> flood(Client client, int times) throws Exception {
        List<HttpResponse<String>> responses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            responses.add(tomcat.signIn(client.header()));
        }
        return responses;
    }

    private static Set<String> cookies(List<HttpResponse<String>> responses) {
        Set<String> cookies = new HashSet<>();
        for (HttpResponse<String> response : responses) {
            response.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(cookie -> assertThat(cookies.add(cookie))
                            .as("a session of two clients")
                            .isTrue());
        }
        return cookies;
    }

    @Test
    void sessionFloodBeginsNoMoreThanItsShare() throws Exception {
        List<HttpResponse<String>> responses = flood(new Client("alice"), FLOOD);

        assertThat(responses).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("user=alice@EXAMPLE.COM");
        });
        assertThat(sessions()).isEqualTo(LIMIT);
        assertThat(cookies(responses)).hasSize(LIMIT);
    }

    @Test
    void sessionFloodIsCounted() throws Exception {
        flood(new Client("alice"), FLOOD);

        assertThat(tomcat.jmx("SessionsNotBegun")).hasValue((long) (FLOOD - LIMIT));
    }

    @Test
    void sessionFloodBeginsNoMoreThanItsShareInParallel() throws Exception {
        Client client = new Client("alice");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                String header = client.header();
                requests.add(() -> tomcat.signIn(header));
            }
            List<HttpResponse<String>> responses = new ArrayList<>();
            for (Future<HttpResponse<String>> response : threads.invokeAll(requests)) {
                responses.add(response.get());
            }

            assertThat(responses)
                    .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
            assertThat(sessions()).isLessThanOrEqualTo(LIMIT);
            assertThat(cookies(responses)).hasSizeLessThanOrEqualTo(LIMIT);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void sessionFloodDoesNotTakeTheSessionsOfOthers() throws Exception {
        flood(new Client("alice"), FLOOD);
        HttpResponse<String> response = tomcat.signIn(new Client("bob").header());
        String cookie = AttackedTomcat.cookie(response);

        assertThat(tomcat.get("/text", "Cookie", cookie).body()).startsWith("user=bob@EXAMPLE.COM");
    }

    /** The sessions from before the flood, and those in its share, stay what they are. */
    @Test
    void sessionFloodEndsNoSession() throws Exception {
        Client alice = new Client("alice");
        HttpResponse<String> first = tomcat.get("/put?text=kept", "Authorization", alice.header());
        flood(alice, FLOOD);

        assertThat(tomcat.get("/text", "Cookie", AttackedTomcat.cookie(first)).body())
                .isEqualTo("user=alice@EXAMPLE.COM text=kept");
    }

    @Test
    void sessionFloodIsOverWhenItsSessionsEnd() throws Exception {
        Client alice = new Client("alice");
        List<HttpResponse<String>> responses = flood(alice, FLOOD);
        for (HttpResponse<String> response : responses) {
            if (response.headers().firstValue("Set-Cookie").isPresent()) {
                tomcat.get("/end", "Cookie", AttackedTomcat.cookie(response));
            }
        }
        assertThat(sessions()).isZero();

        assertThat(cookies(flood(alice, FLOOD))).hasSize(LIMIT);
    }

    /** Many users of one address are many users. */
    @Test
    void sessionFloodIsNotSeenInManyUsers() throws Exception {
        List<HttpResponse<String>> responses = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            responses.add(tomcat.signIn(new Client("user" + i).header()));
        }

        assertThat(cookies(responses)).hasSize(FLOOD);
        assertThat(sessions()).isEqualTo(FLOOD);
    }

    /** Every method and path counts. */
    @Test
    void sessionFloodCannotBeSpreadOverPathsAndMethods() throws Exception {
        Client alice = new Client("alice");
        for (String method : List.of("GET", "POST", "HEAD", "PUT")) {
            for (int i = 0; i < LIMIT; i++) {
                assertThat(tomcat.send(method, "/p" + i + "?x=" + i, "Authorization", alice.header())
                                .statusCode())
                        .isEqualTo(200);
            }
        }

        assertThat(sessions()).isEqualTo(LIMIT);
    }
}
