package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.gatehouse.gss.ScriptedMechanism.clientMic;
import static org.gatehouse.gss.ScriptedMechanism.token;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import jdk.jfr.consumer.RecordedEvent;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.gss.Step;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.valve.RawConnection.Answer;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A valve that judges by Kerberos and by a mechanism that only tests have. */
class SecondMechanismValveTest {
    private static final Bytes NTLM = ScriptedMechanism.OID;
    private static final List<Bytes> NOT_FIRST = List.of(MechanismOid.NEGOEX.content(), NTLM);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_NOT_FIRST =
            Bytes.of(HexFormat.of().parseHex("3018" + "060a2b06010401823702021e" + "060a2b06010401823702020a"));

    private final ScriptedMechanism scripted = new ScriptedMechanism();
    private TestTomcat tomcat;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tomcat = TestTomcat.started(directory, valve -> {}, SecondMechanismValveTest::named);
        ReplacedParts.mechanisms(tomcat.valve(), ReplacedParts.kerberos(tomcat.valve()), scripted);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void signsItsUserInAndClosesItsContext() throws Exception {
        HttpResponse<String> response = get(Forge.negTokenInit(List.of(NTLM), token("prove")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("bob@LEGACY of LEGACY by NTLM, Kerberos: false");
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        value(NegTokenResp.completed(NTLM, token("proof")).encode()));
        assertThat(scripted.handedOut()).isOne();
        assertThat(scripted.open()).isZero();
        assertThat(tomcat.lines(Level.FINE))
                .anyMatch(line -> line.contains("with NTLM, confirmed by the domain \"LEGACY\""));
    }

    @Test
    void signsItsUserInWithSeveralTokensAndSignatures() throws Exception {
        try (RawConnection connection = connection()) {
            assertThat(connection
                            .get(negotiate(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY)))
                            .status())
                    .isEqualTo(401);
            assertThat(connection.get(negotiate(resp("more", Optional.empty()))).challenge())
                    .isEqualTo(value(
                            NegTokenResp.incomplete(NTLM, token("challenge")).encode()));
            Answer last = connection.request(
                    "GET /named HTTP/1.1", negotiate(resp("done", Optional.of(clientMic(RAW_NOT_FIRST)))));

            assertThat(last.status()).isEqualTo(200);
            assertThat(last.body()).startsWith("bob@LEGACY");
            assertThat(scripted.open()).isZero();
            assertThat(scripted.endedTwice()).isZero();
        }
    }

    @Test
    void keepsSigningKerberosUsersIn() throws Exception {
        assertThat(tomcat.get("/named", Negotiate.alice()).body())
                .isEqualTo("alice@EXAMPLE.COM of EXAMPLE.COM by Kerberos, Kerberos: true");
    }

    /** The session key would let its holder call on as the user. */
    @Test
    void wipesWhatATicketLeavesOnceTheSignInIsOver() throws Exception {
        Watched watched = new Watched(ReplacedParts.kerberos(tomcat.valve()), new CopyOnWriteArrayList<>());
        ReplacedParts.mechanisms(tomcat.valve(), watched);

        assertThat(tomcat.get("/named", Negotiate.alice()).statusCode()).isEqualTo(200);

        KerberosMaterial material = watched.contexts().get(0).kerberos().orElseThrow();
        assertThat(watched.contexts()).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> material.sessionKey().value().use((array, offset, length) -> length));
    }

    @Test
    void countsItsUsersApart() throws Exception {
        get(Forge.negTokenInit(List.of(NTLM), token("done")));
        tomcat.get("/named", Negotiate.alice());

        assertThat(tomcat.valve().getAccepted()).isEqualTo(2);
        assertThat(tomcat.valve().getAcceptedByMechanism().size()).isEqualTo(2);
        assertThat(tomcat.valve().getAcceptedByEncryptionType().size()).isOne(); // NTLM has none
    }

    /** The server that has to be asked does not answer: 503, whichever token it is. */
    @Nested
    class ThatIsUnavailable {
        @Test
        void answersThatTheClientMayComeBackLater() throws Exception {
            HttpResponse<String> response = get(Forge.negTokenInit(List.of(NTLM), token("unavailable")));

            assertUnavailable(response);
            assertThat(response.body())
                    .isEqualTo("Sign-in is not available at the moment (GH-C021, " + reference() + ").\n");
        }

        @Test
        void showsTheCodeAndTheReferenceOfTheLineInTheLog() throws Exception {
            HttpResponse<String> response =
                    tomcat.get("/named", "Authorization", value(token("unavailable")), "Accept", "text/html,*/*");

            assertUnavailable(response);
            assertThat(response.body()).contains("GH-C021 · " + reference());
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .isEqualTo("GH-C021 [" + reference() + "] 127.0.0.1: the script says so. Read the script.");
        }

        @Test
        void isToldToEveryListenerOnce() throws Exception {
            List<RecordedEvent> events;
            try (SignInRecords records = new SignInRecords()) {
                get(token("unavailable"));
                events = records.events();
            }

            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.getString("decision")).isEqualTo("Unavailable");
                assertThat(event.getString("failure")).isEqualTo("GH-C021");
                assertThat(event.getString("reference")).isEqualTo(reference());
                assertThat(event.getString("sent")).startsWith("NTLM");
            });
            assertThat(tomcat.valve().getRefused()).isOne();
            assertThat(tomcat.valve().getChallenged()).isZero();
            assertThat(tomcat.valve().getAccepted()).isZero();
            assertThat(tomcat.valve().getLastRefusals()).containsExactly(Forge.NOW + " GH-C021 [" + reference() + "]");
        }

        /** Tomcat ends the connection with a 503; the client begins again on another. */
        @Test
        void isAnsweredSoAtALaterTokenToo() throws Exception {
            try (RawConnection connection = connection()) {
                connection.get(negotiate(token("more")));
                Answer answer = connection.get(negotiate(token("unavailable")));

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.challenge()).isEmpty();
                assertThat(answer.body()).contains("(GH-C021, " + reference() + ")");
                assertThat(scripted.open()).isZero();
            }
            assertThat(get(token("done")).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"done", "more"})
        void saysNothingToThoseWhoComeAfter(String word) throws Exception {
            get(token("unavailable"));

            HttpResponse<String> response = get(token(word));

            assertThat(response.statusCode()).isEqualTo(word.equals("done") ? 200 : 401);
            assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        }
    }

    /** No keys: the requests are not even read. */
    @Nested
    class InAnOutage {
        private static final Failure OUTAGE =
                new Failure(FailureCode.KEYTAB_MISSING, "there is no keytab.", "Export one.");

        @BeforeEach
        void begin() throws Exception {
            ReplacedParts.outage(tomcat.valve(), Optional.of(OUTAGE));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Negotiate AAAA", "Negotiate ***", "Negotiate", "Basic YWxpY2U6cHc=", "Bearer x"})
        void isAnsweredTheSameWhateverWasSent(String authorization) throws Exception {
            HttpResponse<String> response = tomcat.get("/named", "Authorization", authorization);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("(GH-C015, " + reference() + ")");
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C015 [" + reference() + "] 127.0.0.1: there is no keytab. Export one.");
        }

        @Test
        void isAnsweredWithoutAnyToken() throws Exception {
            assertUnavailable(tomcat.get("/named"));
            assertThat(tomcat.valve().getChallenged()).isZero();
            assertThat(tomcat.valve().getRefused()).isOne();
        }

        @Test
        void endsWhenThereAreKeys() throws Exception {
            tomcat.get("/named", Negotiate.alice());
            ReplacedParts.outage(tomcat.valve(), Optional.empty());

            assertThat(tomcat.get("/named", Negotiate.alice()).statusCode()).isEqualTo(200);
        }

        @Test
        void doesNotSignOutThoseWhoAreIn() throws Exception {
            ReplacedParts.outage(tomcat.valve(), Optional.empty());
            String cookie = Negotiate.cookie(tomcat.get("/named", Negotiate.alice()));
            ReplacedParts.outage(tomcat.valve(), Optional.of(OUTAGE));

            assertThat(tomcat.get("/named", "Cookie", cookie).statusCode()).isEqualTo(200);
        }
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** Of the last line of the log. */
    private String reference() {
        List<String> lines = tomcat.lines(Level.WARNING);
        String line = lines.get(lines.size() - 1);
        return line.substring(line.indexOf('[') + 1, line.indexOf(']'));
    }

    private HttpResponse<String> get(Bytes token) throws Exception {
        return tomcat.get("/named", "Authorization", value(token));
    }

    private RawConnection connection() throws Exception {
        return new RawConnection(tomcat.connector().getLocalPort());
    }

    private static String negotiate(Bytes token) {
        return "Authorization: " + value(token);
    }

    private static String value(Bytes token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }

    private static Bytes resp(String word, Optional<Bytes> mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(token(word)), mic).encode();
    }

    private static void named(Context context) {
        Tomcat.addServlet(context, "named", new Named());
        context.addServletMapping("/named", "named", false);
    }

    /** A mechanism, and the contexts that it has established. */
    private record Watched(GssMechanism mechanism, List<EstablishedContext> contexts) implements GssMechanism {
        @Override
        public List<MechanismOid> oids() {
            return mechanism.oids();
        }

        @Override
        public boolean isOurs(Bytes token) {
            return mechanism.isOurs(token);
        }

        @Override
        public Step<Leg> begin(Bytes token, Peer peer) {
            return mechanism.begin(token, peer).fold(this::watch, more -> more, refused -> refused, out -> out);
        }

        private Step<Leg> watch(Step.Done<Leg> done) {
            contexts.add(done.context());
            return done;
        }
    }

    /** Says who is signed in, by whatever mechanism. */
    private static final class Named extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Principal user = request.getUserPrincipal();
            String text = user instanceof SsoPrincipal sso
                    ? String.format(
                            Locale.ROOT,
                            "%s of %s by %s, Kerberos: %b",
                            sso.name(),
                            sso.realm(),
                            sso.mechanism(),
                            sso.kerberos().isPresent())
                    : "nobody";
            response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
