package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the valve ever says, at the finest level and by every way it has, while it accepts, refuses, is
 * configured wrongly and is watched: no key, password or token stands in it, in no usual notation.
 */
class SecrecyTest {
    private static final String PASSWORD = "Wonderland1!";
    /** Characters of a token that give enough away to find it in a log; no two tokens here have more in common. */
    private static final int TELLING = 24;

    private static final byte[] SUBKEY =
            HexFormat.of().parseHex("a0b1c2d3e4f5061728394a5b6c7d8e9f0f1e2d3c4b5a69788796a5b4c3d2e1f0");

    @TempDir
    private Path directory;

    private final List<String> authorizations = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void sayEverything() throws Exception {
        prepareAuthorizations();
        try (LogRecorder everybody = new LogRecorder("org.gatehouse");
                LogRecorder tomcats = new LogRecorder("org.apache.catalina.authenticator");
                Recording recording = new Recording()) {
            recording.enable("org.gatehouse.SignOn");
            recording.start();
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                for (String authorization : authorizations) {
                    answered(tomcat.get("/", "Authorization", authorization));
                }
                managed();
                changeKeytab(tomcat);
            }
            recording.stop();
            said.addAll(everybody.lines(Level.ALL));
            said.addAll(tomcats.lines(Level.ALL));
            recorded(recording);
        }
    }

    @Test
    void isKeptOfKeys() {
        for (byte[] key : List.of(Forge.SERVICE_KEY, Forge.SESSION_KEY, SUBKEY)) {
            assertThat(said).noneMatch(text -> notations(key).stream().anyMatch(text::contains));
        }
    }

    @Test
    void isKeptOfTokens() {
        for (String authorization : authorizations) {
            String token = authorization.substring(authorization.indexOf(' ') + 1);
            for (int at = 0; at + TELLING <= token.length(); at += TELLING / 2) {
                String piece = token.substring(at, at + TELLING);
                assertThat(said).noneMatch(text -> text.contains(piece));
            }
        }
    }

    @Test
    void isKeptOfPasswords() {
        String basic = Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

        assertThat(said).noneMatch(text -> text.contains(PASSWORD) || text.contains(basic));
    }

    /** Otherwise the others would find nothing in nothing. */
    @Test
    void isTestedWithWhatWasSaid() {
        assertThat(said).anyMatch(text -> text.contains("127.0.0.1 signed in as \"alice@EXAMPLE.COM\""));
        assertThat(said).anyMatch(text -> text.startsWith("GH-K031"));
        assertThat(said).anyMatch(text -> text.startsWith("GH-C009"));
        assertThat(said).anyMatch(text -> text.contains("decision = \"Accepted\""));
        assertThat(said).anyMatch(text -> text.startsWith("acceptedByEncryptionType = "));
        assertThat(said).anyMatch(text -> text.startsWith("Sign-in did not work"));
    }

    private void prepareAuthorizations() {
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.checksum = Forge.gssChecksum(2))));
        for (EncryptionType type : EncryptionType.values()) {
            authorizations.add(Negotiate.header(new Forge().ofType(type)));
        }
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.subkey = Forge.key(6, 18, SUBKEY))));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.subkey = Forge.key(6, 99, SUBKEY))));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(4000))));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.authenticatorKey = SUBKEY)));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.serviceKey = SUBKEY)));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.sessionEtype = 3)));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.sname = "HTTP/other.example.com")));
        authorizations.add(Negotiate.header(Forge.with(forge -> forge.checksumType = 7)));
        authorizations.add("Negotiate " + Base64.getEncoder().encodeToString(Forge.SESSION_KEY));
        authorizations.add("Negotiate YII" + "*".repeat(40));
        authorizations.add(
                "Basic " + Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        authorizations.add("Bearer " + PASSWORD);
    }

    private void answered(HttpResponse<String> response) {
        said.add(response.body());
    }

    private void managed() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(new ObjectName("*:type=Valve,*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                Object value = server.getAttribute(name, attribute.getName());
                said.add(attribute.getName() + " = " + printed(value));
            }
        }
    }

    private static String printed(Object value) {
        if (value instanceof TabularData table) {
            return table.values().toString();
        }
        return value instanceof Object[] several ? Arrays.toString(several) : String.valueOf(value);
    }

    /** To one that is none, whose bytes are those of a key; then to a good one. */
    private void changeKeytab(TestTomcat tomcat) throws Exception {
        Path keytab = directory.resolve("http.keytab");
        Files.write(keytab, Forge.SERVICE_KEY);
        settle(tomcat);
        Files.write(keytab, KeytabFixture.file());
        settle(tomcat);
    }

    private static void settle(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }

    private void recorded(Recording recording) throws Exception {
        Path file = directory.resolve("secrecy.jfr");
        recording.dump(file);
        RecordingFile.readAllEvents(file).stream().map(RecordedEvent::toString).forEach(said::add);
    }

    private static List<String> notations(byte[] secret) {
        String hex = HexFormat.of().formatHex(secret);
        String decimal = Arrays.toString(secret);
        return List.of(
                hex,
                hex.toUpperCase(Locale.ROOT),
                HexFormat.ofDelimiter(" ").formatHex(secret),
                HexFormat.ofDelimiter(":").formatHex(secret),
                Base64.getEncoder().withoutPadding().encodeToString(secret),
                decimal.substring(1, decimal.length() - 1),
                new String(secret, StandardCharsets.ISO_8859_1));
    }
}
