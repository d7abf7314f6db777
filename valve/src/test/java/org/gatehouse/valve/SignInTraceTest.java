package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.pac.PacForge;
import org.gatehouse.pac.PacTickets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log at debug and Java's Flight Recorder tell of each request. */
class SignInTraceTest {
    /** RFC 4121 §4.1.1.1: mutual, replay, sequence, integrity. */
    private static final int FLAGS = 0x2e;

    private static final String REFERENCE = "\\[[0-9A-F]{4}-[0-9A-F]{4}]";

    @TempDir
    private Path directory;

    @Test
    void ofASignInHasEveryFact() throws Exception {
        String header = Negotiate.header(Forge.with(forge -> forge.checksum = Forge.gssChecksum(FLAGS)));
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", header);

            assertThat(debugLine(tomcat))
                    .matches(REFERENCE + "\\Q 127.0.0.1 signed in as \"alice@EXAMPLE.COM\" to"
                            + " \"HTTP/portal.example.com@EXAMPLE.COM\"; ticket aes256-sha1 (256 bits) with kvno 7, session key aes256-sha1 (256 bits), valid from 2026-11-22T09:15:00Z to"
                            + " 2026-11-22T19:15:00Z, of a logon at 2026-11-22T09:15:00Z; context flags mutual replay"
                            + " sequence integ, mutual authentication; no PAC describes the user; sent: Kerberos inside SPNEGO for"
                            + " \"HTTP/portal.example.com@EXAMPLE.COM\" (aes256-sha1, kvno 7) (offered: Kerberos, NTLM), \\E"
                            + "[0-9]+ bytes, a header of " + header.length()
                            + " characters; answered with [0-9]+ bytes");
        }
    }

    @Test
    void ofASignInSaysWhatOfThePacIsNotBelievedOrNotUnderstood() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", Negotiate.header(PacTickets.odd()));

            assertThat(debugLine(tomcat))
                    .contains(
                            "; account " + PacForge.ALICES_SID + " with 2 groups; not believed, since it is a built-in"
                                    + " group of a domain other than the user's own (a RID below 1000): S-1-5-21-9-9-9-512;"
                                    + " not believed, since it is local, built-in or well-known, and no ticket can give it: S-1-5-32-544; claims left out that are compressed with LZNT1; 2 parts of the PAC"
                                    + " are of unknown types; sent: ");
        }
    }

    @Test
    void ofAFirstRequestSaysThatNothingWasSent() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/");

            assertThat(debugLine(tomcat))
                    .matches(REFERENCE + " 127\\.0\\.0\\.1 was asked to sign in; nothing was sent");
        }
    }

    @Test
    void ofOtherCredentialsNamesTheirScheme() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", "Basic YWxpY2U6V29uZGVybGFuZDEh");

            assertThat(debugLine(tomcat))
                    .matches(
                            REFERENCE
                                    + " 127\\.0\\.0\\.1 was asked to sign in; sent: Basic credentials, a header of 30 characters");
        }
    }

    @Test
    void ofARefusalHasItsReference() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", "Negotiate TlRMTVNTUAABAAAA");

            String reference =
                    RefusalLine.of(tomcat.lines(Level.WARNING).get(0)).reference();
            assertThat(debugLine(tomcat))
                    .startsWith(
                            "[" + reference
                                    + "] 127.0.0.1 was refused with GH-N001; sent: NTLM (NEGOTIATE_MESSAGE), 12 bytes, a header of 26 characters");
        }
    }

    /** Of a user that no other recording of this JVM has seen: JDK 17 forgets longer texts between recordings. */
    @Test
    void isRecordedWithTheSameFacts() throws Exception {
        String good = Negotiate.header(Forge.with(forge -> {
            forge.checksum = Forge.gssChecksum(FLAGS);
            forge.cname = List.of("recorded");
            forge.authenticatorName = forge.cname;
        }));
        List<RecordedEvent> events = recorded(good, "Negotiate TlRMTVNTUAABAAAA", "Basic YWxpY2U6cHc=");

        assertThat(events)
                .extracting(
                        event -> event.getString("decision"),
                        event -> event.getString("user"),
                        event -> event.getString("failure"),
                        event -> event.getInt("headerLength"))
                .containsExactly(
                        tuple("Accepted", "recorded@EXAMPLE.COM", "", good.length()),
                        tuple("Refused", "", "GH-N001", 26),
                        tuple("Challenged", "", "", 18));
        RecordedEvent accepted = events.get(0);
        assertThat(accepted.getString("ticketEncryptionType")).isEqualTo("aes256-sha1");
        assertThat(accepted.getInt("sessionKeyBits")).isEqualTo(256);
        assertThat(accepted.getLong("kvno")).isEqualTo(7);
        assertThat(accepted.getInstant("ticketEnd")).isEqualTo(Forge.NOW.plusSeconds(9 * 3600));
        assertThat(accepted.getString("contextFlags")).isEqualTo("mutual replay sequence integ");
        assertThat(accepted.getInt("responseLength")).isPositive();
        assertThat(accepted.getDuration()).isPositive();
    }

    /** The events of a Tomcat that is sent these credentials, one after the other. */
    private List<RecordedEvent> recorded(String... authorizations) throws Exception {
        Path file = directory.resolve("sign-in.jfr");
        try (Recording recording = new Recording();
                TestTomcat tomcat = TestTomcat.started(directory)) {
            recording.enable("org.gatehouse.SignOn");
            recording.start();
            for (String authorization : authorizations) {
                tomcat.get("/", "Authorization", authorization);
            }
            recording.stop();
            recording.dump(file);
        }
        return signIns(file);
    }

    private static List<RecordedEvent> signIns(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("org.gatehouse.SignOn"))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    /** The only line at debug. */
    private static String debugLine(TestTomcat tomcat) {
        List<String> lines = tomcat.lines(Level.FINE);
        List<String> louder = tomcat.lines(Level.CONFIG);
        return lines.stream().filter(line -> !louder.contains(line)).findFirst().orElseThrow();
    }
}
