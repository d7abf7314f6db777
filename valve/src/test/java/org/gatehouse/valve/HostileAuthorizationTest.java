package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes, from a client that does not go away. */
class HostileAuthorizationTest {
    @TempDir
    private Path directory;

    @Test
    void isRefusedAndNoMore() throws Exception {
        Forge forge = Forge.with(change -> change.apOptions = 1 << 29);
        List<Bytes> tokens = List.of(forge.spnego(), forge.kerberos());
        List<byte[]> values = HostileAuthorizations.from(tokens);
        assertThat(values).hasSizeGreaterThan(10_000);
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
            tomcat.connector().setProperty("maxKeepAliveRequests", "-1");
            tomcat.start();
            try (StubbornClient client = new StubbornClient(tomcat.connector().getLocalPort())) {
                useUp(tokens, client);

                Map<Integer, Integer> statuses = send(values, client);

                assertThat(statuses).containsOnlyKeys(400, 401);
                assertThat(tomcat.valve().getAccepted()).isEqualTo(tokens.size());
                assertThat(client.get(header(new Forge().spnego())).body()).startsWith("alice@EXAMPLE.COM");
            }
            assertThat(tomcat.lines(Level.SEVERE)).isEmpty();
        }
    }

    /** A change that changes nothing, as one of a flag that nobody looks at, is a replay from now on. */
    private static void useUp(List<Bytes> tokens, StubbornClient client) throws Exception {
        for (Bytes token : tokens) {
            assertThat(client.get(header(token)).status()).isEqualTo(200);
        }
    }

    /** Returns how often there was which status. */
    private static Map<Integer, Integer> send(List<byte[]> values, StubbornClient client) throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        long slowest = 0;
        int which = 0;
        int connections = 0;
        for (int i = 0; i < values.size(); i++) {
            long before = System.nanoTime();
            StubbornClient.Answer answer = client.get(values.get(i));
            long time = System.nanoTime() - before;
            statuses.merge(answer.status(), 1, Integer::sum);
            connections = answer.connections();
            if (time > slowest) {
                slowest = time;
                which = i;
            }
        }
        byte[] value = values.get(which);
        System.out.printf(
                "%d hostile values on %d connections: %s; the slowest took %d µs: number %d, %d bytes, %.20s…%n",
                values.size(),
                connections,
                statuses,
                slowest / 1000,
                which,
                value.length,
                new String(value, StandardCharsets.US_ASCII));
        return statuses;
    }

    private static byte[] header(Bytes token) {
        return ("Negotiate " + Base64.getEncoder().encodeToString(token.toArray())).getBytes(StandardCharsets.US_ASCII);
    }
}
