package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx speaks HTTP/1.0 to its upstream by default: each request has a connection of its own, and no second token. */
class Http10Test {
    @TempDir
    private static Path directory;

    private static final SteppedClock CLOCK = new SteppedClock();

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory).at(CLOCK).start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void forget() {
        CLOCK.nextMinute();
        tomcat.log.clear();
    }

    /** Tokens of a negotiation that needs its connection, with the code that each gets. */
    private static Map<String, byte[]> tokens() {
        byte[] ntlm = ForgedTokens.concat(
                "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 0, 0, 0}, new byte[32]);
        List<Bytes> ntlmFirst = List.of(ForgedTokens.NTLM, ForgedTokens.KERBEROS);
        List<Bytes> notFirst = List.of(ForgedTokens.NEGOEX, ForgedTokens.KERBEROS);
        Map<String, byte[]> tokens = new LinkedHashMap<>();
        tokens.put("GH-S003", ForgedTokens.offer(notFirst, new byte[0]));
        tokens.put("GH-S004", new byte[] {(byte) 0xa1, 7, 0x30, 5, (byte) 0xa0, 3, 0x0a, 1, 1});
        tokens.put("GH-N001", ForgedTokens.offer(ntlmFirst, ntlm));
        return tokens;
    }

    @Test
    void http10IsNamedWhereItMayBeTheCause() throws Exception {
        for (Map.Entry<String, byte[]> token : tokens().entrySet()) {
            tomcat.log.clear();
            String answer =
                    RawExchange.ofHttp10(tomcat.port(), "Authorization: " + ForgedTokens.header(token.getValue()));

            assertThat(RawExchange.status(answer)).isEqualTo(401);
            assertThat(tomcat.log.await(java.util.logging.Level.WARNING, token.getKey()))
                    .startsWith(token.getKey())
                    .contains("HTTP/1.0", "proxy_http_version 1.1");
        }
    }

    @Test
    void http10IsNotBlamedForRequestsOfHttp11() throws Exception {
        for (Map.Entry<String, byte[]> token : tokens().entrySet()) {
            tomcat.log.clear();
            tomcat.signIn(ForgedTokens.header(token.getValue()));

            assertThat(tomcat.log.warnings())
                    .allSatisfy(line -> assertThat(line).doesNotContain("HTTP/1.0", "proxy_http_version"));
        }
    }

    @Test
    void http10DoesNotKeepOutWhoNeedsOneTokenOnly() throws Exception {
        String answer = RawExchange.ofHttp10(tomcat.port(), "Authorization: " + ForgedTokens.with(CLOCK.stamp()));

        assertThat(RawExchange.status(answer)).isEqualTo(200);
        assertThat(answer).contains("user=alice@EXAMPLE.COM");
    }

    /** A wrong key has nothing to do with it. */
    @Test
    void http10IsNotBlamedForOtherRefusals() throws Exception {
        String token = ForgedTokens.with(CLOCK.stamp().andThen(forge -> forge.serviceKey = new byte[32]));
        RawExchange.ofHttp10(tomcat.port(), "Authorization: " + token);

        assertThat(tomcat.log.warnings())
                .singleElement()
                .asString()
                .startsWith("GH-K012")
                .doesNotContain("HTTP/1.0");
    }
}
