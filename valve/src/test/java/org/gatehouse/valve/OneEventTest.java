package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request that needs a sign-in is told of once, whatever became of it. */
class OneEventTest {
    private static final String NEGOEX_FIRST = value(
            Forge.negTokenInit(List.of(MechanismOid.NEGOEX.content(), MechanismOid.KERBEROS.content()), Bytes.EMPTY));

    private final SignInRecords records = new SignInRecords();
    private TestTomcat tomcat;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tomcat = TestTomcat.started(directory);
    }

    @AfterEach
    void stop() throws Exception {
        records.close();
        tomcat.close();
    }

    static Stream<List<String>> requests() {
        return Stream.of(
                List.of("Challenged", ""),
                List.of("Challenged", "Authorization: Basic YWxpY2U6cHc="),
                List.of("Challenged", "Authorization: Negotiate"),
                List.of("Continued", "Authorization: " + NEGOEX_FIRST),
                List.of("Accepted", "Authorization: " + Negotiate.header(new Forge())),
                List.of("Refused", "Authorization: Negotiate TlRMTVNTUAABAAAA"),
                List.of("Refused", "Authorization: Negotiate ***"),
                List.of("Refused", "Authorization: Negotiate AAAA\r\nAuthorization: Basic YWxpY2U6cHc="),
                List.of("Refused", "Authorization: Negotiate AAAA\r\nAuthorization: Negotiate AAAA"),
                List.of(
                        "Refused",
                        "Authorization: "
                                + Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(4000)))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isPublishedForARequest(List<String> request) throws Exception {
        try (RawConnection connection = connection()) {
            connection.get(request.get(1).isEmpty() ? new String[0] : new String[] {request.get(1)});
        }

        List<RecordedEvent> events = records.events();
        assertThat(events).extracting(event -> event.getString("decision")).containsExactly(request.get(0));
        assertThat(debugLines()).hasSize(1);
        assertThat(tomcat.valve().getAccepted()
                        + tomcat.valve().getRefused()
                        + tomcat.valve().getChallenged())
                .isOne();
        assertThatAllAgree(events.get(0));
    }

    @Test
    void isPublishedForARequestThatNobodyCanJudge() throws Exception {
        ReplacedParts.outage(tomcat.valve(), Optional.of(new Failure(FailureCode.KEYTAB_EMPTY, "it is empty.", "")));
        tomcat.get("/", Negotiate.alice());

        List<RecordedEvent> events = records.events();
        assertThat(events).extracting(event -> event.getString("decision")).containsExactly("Unavailable");
        assertThatAllAgree(events.get(0));
    }

    /** The challenge was told of as such; that the client left is another event. */
    @Test
    void isPublishedForANegotiationThatIsAbandoned() throws Exception {
        try (RawConnection connection = connection()) {
            connection.get("Authorization: " + NEGOEX_FIRST);
        }
        tomcat.context().stop();

        List<RecordedEvent> events = records.events();
        assertThat(events).extracting(event -> event.getString("decision")).containsExactly("Continued", "Abandoned");
        assertThat(debugLines()).hasSize(2);
        assertThatAllAgree(events.get(1));
    }

    @Test
    void isNotPublishedForARequestOfASession() throws Exception {
        String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

        tomcat.get("/", "Cookie", cookie);

        assertThat(records.events()).hasSize(1);
        assertThat(debugLines()).hasSize(1);
    }

    /** Line, table, JMX and recorder have the same code and reference, or none of them has any. */
    private void assertThatAllAgree(RecordedEvent event) {
        List<String> lines = tomcat.lines(Level.WARNING);
        String[] refusals = tomcat.valve().getLastRefusals();
        String failure = event.getString("failure");
        if (failure.isEmpty()) {
            assertThat(lines).isEmpty();
            assertThat(refusals).isEmpty();
            return;
        }
        String reference = event.getString("reference");
        assertThat(lines).singleElement().asString().startsWith(failure + " [" + reference + "] 127.0.0.1: ");
        String code = failure.replaceAll(" .*", "");
        assertThat(refusals).containsExactly(Forge.NOW + " " + code + " [" + reference + "]");
        assertThat(tomcat.valve().getRefusedByCode().containsKey(new Object[] {code}))
                .isTrue();
        assertThat(debugLines()).last().asString().startsWith("[" + reference + "] 127.0.0.1 ");
    }

    private List<String> debugLines() {
        List<String> debug = new ArrayList<>(tomcat.lines(Level.FINE));
        debug.removeAll(tomcat.lines(Level.CONFIG));
        return debug;
    }

    private RawConnection connection() throws Exception {
        return new RawConnection(tomcat.connector().getLocalPort());
    }

    private static String value(Bytes token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }
}
