package org.gatehouse.valve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.valve.RawConnection.Answer;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that has no Kerberos token with its first request, and brings it with a later one (RFC 4559 §5). */
class SecondTokenTest {
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes NTLM_NEGOTIATE = hex("4e544c4d535350000100000007020000");
    private static final Bytes OFFER = Forge.negTokenInit(List.of(NTLM, KERBEROS), NTLM_NEGOTIATE);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_OFFER = hex("3017" + "060a2b06010401823702020a" + "06092a864886f712010202");

    @TempDir
    private Path directory;

    /** Internet Explorer and its heirs probe with an empty body, and send their own one with the last token. */
    @Test
    void comesWithTheBodyOfAPostWhoseFirstProbesWereEmpty() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SecondTokenTest::echo);
                RawConnection connection = connection(tomcat)) {
            Answer first = connection.post("/echo", "", negotiate(OFFER));
            Answer second = connection.post("/echo", "", negotiate(kerberos(Optional.empty())));
            Answer third = connection.post("/echo", "order=7&amount=3", negotiate(signature()));

            assertThat(first.status()).isEqualTo(401);
            assertThat(second.status()).isEqualTo(401);
            assertThat(third.status()).isEqualTo(200);
            assertThat(third.body()).isEqualTo("alice@EXAMPLE.COM order=7 amount=3");
        }
    }

    @Test
    void comesWithTheBodyThatTheFirstRequestHadAsWell() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SecondTokenTest::echo);
                RawConnection connection = connection(tomcat)) {
            String form = "order=7&amount=" + "9".repeat(60_000);
            Answer challenge = connection.post("/echo", form, "Accept: text/html");
            Answer answer = connection.post("/echo", form, "Authorization: " + Negotiate.header(new Forge()));

            assertThat(challenge.status()).isEqualTo(401);
            assertThat(answer.body())
                    .startsWith("alice@EXAMPLE.COM order=7 amount=999")
                    .endsWith("9");
        }
    }

    private static void echo(Context context) {
        Tomcat.addServlet(context, "echo", new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                byte[] answer = (request.getRemoteUser() + " order=" + request.getParameter("order") + " amount="
                                + request.getParameter("amount"))
                        .getBytes(US_ASCII);
                response.setContentLength(answer.length);
                response.getOutputStream().write(answer);
            }
        });
        context.addServletMapping("/echo", "echo", false);
    }

    @Test
    void signsInAClientThatOffersNtlmFirstAndIsToldToUseKerberos() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            Answer first = connection.get(negotiate(OFFER));
            Answer second = connection.get(negotiate(kerberos(Optional.empty())));
            Answer third = connection.get(negotiate(signature()));

            assertThat(first.status()).isEqualTo(401);
            assertThat(answered(first).negState()).contains(NegState.REQUEST_MIC);
            assertThat(answered(first).supportedMech()).contains(KERBEROS);
            assertThat(second.status()).isEqualTo(401);
            assertThat(answered(second).negState()).contains(NegState.ACCEPT_INCOMPLETE);
            assertThat(answered(second).mechListMic()).contains(Forge.mic(23, 1, RAW_OFFER, 4711));
            assertThat(third.status()).isEqualTo(200);
            assertThat(answered(third).negState()).contains(NegState.ACCEPT_COMPLETED);
            assertThat(third.body()).startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void signsInWithTheSecondRequestWhereTheSignatureComesAlong() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            connection.get(negotiate(OFFER), "Accept: text/html");

            assertThat(connection
                            .get(negotiate(kerberos(Optional.of(mic()))), "Accept: text/html")
                            .body())
                    .startsWith("alice@EXAMPLE.COM");
            tomcat.context().stop();
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void isWaitedForThoughTheKeysChangeMeanwhile() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            connection.get(negotiate(OFFER));
            byte[][] entries = {KeytabFixture.entry(8, new byte[32]), KeytabFixture.entry(7, Forge.SERVICE_KEY)};
            Files.write(directory.resolve("http.keytab"), KeytabFixture.file(entries));
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(connection.get(negotiate(kerberos(Optional.of(mic())))).status())
                    .isEqualTo(200);
            assertThat(tomcat.lines(Level.INFO)).anyMatch(line -> line.contains("now uses the new keys"));
        }
    }

    @Test
    void isRefusedOnAnotherConnection() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat);
                RawConnection other = connection(tomcat)) {
            connection.get(negotiate(OFFER));

            Answer answer = other.get(negotiate(kerberos(Optional.of(mic()))));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).startsWith("Sign-in did not work (GH-S004, ");
        }
    }

    @Test
    void isNotWaitedForByAnotherApplicationOnTheSameConnection() throws Exception {
        try (TestTomcat tomcat =
                        new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second");
                RawConnection connection = started(tomcat)) {
            connection.get(negotiate(OFFER));

            Answer answer = connection.request("GET /second/ HTTP/1.1", negotiate(kerberos(Optional.of(mic()))));

            assertThat(answer.body()).startsWith("Sign-in did not work (GH-S004, ");
        }
    }

    @Test
    void thatNeverComesIsInTheLogUnderTheReferenceOnThePage() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            Answer answer;
            try (RawConnection connection = connection(tomcat)) {
                answer = connection.get(negotiate(OFFER), "Accept: text/html");
            }
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();

            tomcat.context().stop();

            RefusalLine line = RefusalLine.of(tomcat.lines(Level.WARNING).get(0));
            assertThat(line.failure()).startsWith("GH-N001: the browser sent NTLM");
            assertThat(line.address()).isEqualTo("127.0.0.1");
            assertThat(answer.body()).contains("GH-N001 · " + line.reference());
            assertThat(tomcat.valve().getRefused()).isEqualTo(1);
        }
    }

    /** Windows' browsers, which have no ticket, ask for the page again without a token. */
    @Test
    void thatIsGivenUpIsNotAskedForAgainAndIsInTheLogOnce() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat);
                RawConnection other = connection(tomcat)) {
            Answer first = connection.get(negotiate(OFFER), "Accept: text/html");

            for (Answer plain : List.of(
                    other.get("Accept: text/html"),
                    connection.get("Accept: text/html"),
                    connection.get("Accept: text/html"))) {
                assertThat(plain.status()).isEqualTo(401);
                assertThat(plain.challenge()).isEqualTo("Negotiate");
                assertThat(plain.body())
                        .contains("<title>We couldn’t sign you in automatically</title>")
                        .doesNotContain("GH-");
            }
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            tomcat.context().stop();

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .satisfies(line -> assertThat(first.body())
                            .contains("GH-N001 · " + RefusalLine.of(line).reference()));
        }
    }

    /** A browser may fetch something else on the connection while it asks the KDC for its ticket. */
    @Test
    void isStillWaitedForAfterARequestWithoutAToken() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            connection.get(negotiate(OFFER));

            assertThat(connection.get("Accept: text/html").challenge()).isEqualTo("Negotiate");
            assertThat(connection.get(negotiate(kerberos(Optional.of(mic())))).status())
                    .isEqualTo(200);
            tomcat.context().stop();
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    /** The new offer replaces it: its user has seen another reference since. */
    @Test
    void isInTheLogByTheLastOfferOfItsConnection() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            connection.get(negotiate(OFFER), "Accept: text/html");
            Answer last = connection.get(
                    negotiate(Forge.negTokenInit(List.of(NTLM, KERBEROS), Bytes.EMPTY)), "Accept: text/html");

            tomcat.context().stop();

            assertThat(tomcat.lines(Level.WARNING)).singleElement().satisfies(line -> {
                assertThat(line).startsWith("GH-S003 GSS_S_BAD_MECH (1) [");
                assertThat(last.body())
                        .contains("GH-S003 · " + RefusalLine.of(line).reference());
            });
        }
    }

    /** Its connection ends with the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Connection: keep-alive"})
    void isNotAskedForInHttp10(String connectionHeader) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = connection(tomcat)) {
            Answer answer = connection.request("GET / HTTP/1.0", negotiate(OFFER), connectionHeader);

            assertThat(answered(answer).negState()).contains(NegState.REJECT);
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-N001");
        }
    }

    @Test
    void isNotAskedForInHttp2() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
            tomcat.connector().addUpgradeProtocol(new Http2Protocol());
            tomcat.start();

            HttpResponse<String> answer = tomcat.get("/", "Authorization", value(OFFER));

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate oQcwBaADCgEC");
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-N001");
        }
    }

    @Test
    void isNotAskedForInAjp() throws Exception {
        Connector ajp = new Connector("AJP/1.3");
        ajp.setPort(0);
        ajp.setProperty("address", "127.0.0.1");
        ajp.setProperty("secretRequired", "false");
        ajp.setProperty("packetSize", "65536");
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
            tomcat.connector().getService().addConnector(ajp);
            tomcat.start();

            String answer = AjpRequest.get("/", value(OFFER)).sendTo(ajp.getLocalPort());

            assertThat(answer).contains("Negotiate oQcwBaADCgEC");
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-N001");
        }
    }

    private static Bytes kerberos(Optional<Bytes> mic) {
        return new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE),
                        Optional.empty(),
                        Optional.of(new Forge().kerberos()),
                        mic)
                .encode();
    }

    private static Bytes mic() {
        return Forge.mic(25, 0, RAW_OFFER, 4711);
    }

    private static Bytes signature() {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic())).encode();
    }

    private static NegTokenResp answered(Answer answer) throws Exception {
        return NegTokenResp.parse(Bytes.of(Base64.getDecoder()
                .decode(answer.challenge().substring("Negotiate ".length()).getBytes(US_ASCII))));
    }

    private static RawConnection connection(TestTomcat tomcat) throws Exception {
        return new RawConnection(tomcat.connector().getLocalPort());
    }

    private static RawConnection started(TestTomcat tomcat) throws Exception {
        tomcat.start();
        return connection(tomcat);
    }

    private static String negotiate(Bytes token) {
        return "Authorization: " + value(token);
    }

    private static String value(Bytes token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
