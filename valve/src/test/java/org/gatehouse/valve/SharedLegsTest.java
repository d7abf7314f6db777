package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.gss.ScriptedMechanism.token;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.valve.RawConnection.Answer;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications of one Tomcat, whose unfinished negotiations share one store. */
class SharedLegsTest {
    private final ScriptedMechanism first = new ScriptedMechanism();
    private final ScriptedMechanism second = new ScriptedMechanism();
    private TestTomcat tomcat;
    private Context secondContext;
    private SsoAuthenticator secondValve;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tomcat = new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second");
        tomcat.start();
        secondContext = (Context) tomcat.context().getParent().findChild("/second");
        secondValve = Stream.of(secondContext.getPipeline().getValves())
                .filter(SsoAuthenticator.class::isInstance)
                .map(SsoAuthenticator.class::cast)
                .findFirst()
                .orElseThrow();
        ReplacedParts.mechanisms(tomcat.valve(), first);
        ReplacedParts.mechanisms(secondValve, second);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void areBoundedTogether() {
        LegStore<?> store = SharedMemory.of(
                        tomcat.context(), new SharedMemory.Founding(Forge.NOW, () -> Forge.NOW, Optional.empty()))
                .legs();

        assertThat(SharedMemory.of(
                                secondContext, new SharedMemory.Founding(Forge.NOW, () -> Forge.NOW, Optional.empty()))
                        .legs())
                .isSameAs(store);
        assertThat(Stream.of(tomcat.connector().getService().getServer().findLifecycleListeners())
                        .filter(SharedMemory.class::isInstance))
                .hasSize(1);
    }

    @Test
    void areNotFinishedByTheOtherApplicationOnTheSameConnection() throws Exception {
        try (RawConnection connection = connection()) {
            connection.get(authorization(Forge.negTokenInit(List.of(ScriptedMechanism.OID), token("more"))));
            Answer elsewhere = connection.request(
                    "GET /second/ HTTP/1.1", authorization(Bytes.of(new byte[] {(byte) 0xa1, 2, 0x30, 0})));
            assertThat(elsewhere.body()).contains("(GH-S004, ");
            assertThat(first.open()).isOne();
        }
    }

    /** Without SPNEGO, too: the other application takes the token for a first one. */
    @Test
    void areNotFinishedByABareTokenToTheOtherApplication() throws Exception {
        try (RawConnection connection = connection()) {
            connection.get(authorization(token("more")));
            connection.request("GET /second/ HTTP/1.1", authorization(token("more")));

            assertThat(second.begun()).isOne();
            assertThat(first.begun()).isOne();
            assertThat(first.open()).isOne();
            assertThat(second.open()).isOne();
        }
    }

    @Test
    void areToldOfWhenTheirApplicationStopsAndTheOthersGoOn() throws Exception {
        try (RawConnection connection = connection()) {
            Answer here = connection.get(authorization(token("more")), "Accept: text/html");
            connection.request("GET /second/ HTTP/1.1", authorization(token("more")));

            tomcat.context().stop();

            assertThat(first.open()).isZero();
            assertThat(first.endedTwice()).isZero();
            assertThat(second.open()).isOne();
            List<String> lines = tomcat.lines(Level.WARNING);
            assertThat(lines).singleElement().asString().startsWith("GH-S005 ");
            assertThat(here.body()).contains(lines.get(0).replaceAll("^[^\\[]*\\[|\\].*", ""));
            assertThat(tomcat.valve().getRefused()).isOne();
            assertThat(secondValve.getRefused()).isZero();

            connection.request("GET /second/ HTTP/1.1", authorization(token("refuse")));
            assertThat(second.begun()).isOne(); // it was the next token of what had begun
            assertThat(secondValve.getRefusedByCode().containsKey(new Object[] {FailureCode.ANONYMOUS_CLIENT.code()}))
                    .isTrue();
        }
    }

    @Test
    void areForgottenByAnApplicationThatStartsAgain() throws Exception {
        try (RawConnection connection = connection()) {
            connection.get(authorization(token("more")));
            tomcat.context().stop();
            tomcat.context().start();
            ReplacedParts.mechanisms(tomcat.valve(), first);

            connection.get(authorization(token("more")));

            assertThat(first.begun()).isEqualTo(2);
            assertThat(first.open()).isOne();
        }
    }

    private RawConnection connection() throws Exception {
        return new RawConnection(tomcat.connector().getLocalPort());
    }

    private static String authorization(Bytes token) {
        return "Authorization: Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }
}
