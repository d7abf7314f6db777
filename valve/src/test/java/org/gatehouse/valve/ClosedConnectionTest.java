package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.valve.RawConnection.Answer;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** nginx speaks HTTP/1.0 to the servers behind it, unless it is told otherwise: no client gets to its second token. */
class ClosedConnectionTest {
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes NEGOEX = MechanismOid.NEGOEX.content();
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();
    private static final Bytes NTLM_TOKEN = hex("4e544c4d535350000100000007020000");
    private static final String NGINX = "set proxy_http_version 1.1 and proxy_set_header Connection \"\" there.";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "HTTP/1.0, Connection: close, over HTTP/1.0",
        "HTTP/1.0, Connection: keep-alive, over HTTP/1.0",
        "HTTP/1.0, Via: 1.1 front, over HTTP/1.0",
        "HTTP/1.1, Connection: close, Connection: close",
        "HTTP/1.1, connection: Close, Connection: close",
        "HTTP/1.1, 'Connection: TE, close', Connection: close",
        "HTTP/1.1, 'Connection: TE\r\nConnection: close', Connection: close"
    })
    void closedConnectionIsNamedByEveryRefusalForWantOfASecondToken(String version, String header, String named)
            throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String request = "GET / " + version;
            send(tomcat, request, Forge.negTokenInit(List.of(NEGOEX, KERBEROS), Bytes.EMPTY), header);
            send(tomcat, request, hex("a1073005a0030a0100"), header);
            send(tomcat, request, Forge.negTokenInit(List.of(NTLM, KERBEROS), NTLM_TOKEN), header);
            send(tomcat, request, Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), header);

            List<String> lines = tomcat.lines(Level.WARNING);
            assertThat(lines)
                    .extracting(line -> RefusalLine.of(line).code())
                    .containsExactly(
                            "GH-S003 GSS_S_BAD_MECH (1)",
                            "GH-S004 GSS_S_NO_CONTEXT (8)",
                            "GH-N001",
                            "GH-S005 GSS_S_NO_CONTEXT (8)");
            assertThat(lines).allSatisfy(line -> assertThat(line).contains(named, NGINX));
        }
    }

    /** One token is enough, whatever becomes of the connection. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void closedConnectionDoesNotMatterToAClientWithAKerberosToken(String version) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            Answer answer = send(tomcat, "GET / " + version, new Forge().spnego(), "Connection: close");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    /** Of a client without Kerberos the connection is not the cause. */
    @Test
    void closedConnectionIsNotBlamedForAClientThatDoesNotOfferKerberos() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            send(tomcat, "GET / HTTP/1.0", NTLM_TOKEN, "Connection: close");
            send(tomcat, "GET / HTTP/1.0", Forge.negTokenInit(List.of(NEGOEX, NTLM), Bytes.EMPTY), "Connection: close");

            assertThat(tomcat.lines(Level.WARNING))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).startsWith("GH-N001").doesNotContain("HTTP/1.0", "nginx"));
        }
    }

    @Test
    void closedConnectionIsNotNamedWhereTheConnectionStaysOpen() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            send(tomcat, "GET / HTTP/1.1", hex("a1073005a0030a0100"), "Connection: keep-alive, closer, not-close");

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-S004")
                    .doesNotContain("HTTP/1.0", "nginx", "Connection: close");
        }
    }

    private static Answer send(TestTomcat tomcat, String request, Bytes token, String header) throws Exception {
        try (RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            return connection.request(
                    request, "Authorization: Negotiate " + Base64.getEncoder().encodeToString(token.toArray()), header);
        }
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
