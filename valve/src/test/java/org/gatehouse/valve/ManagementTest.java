package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.pac.PacTickets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The valve as JMX shows it. */
class ManagementTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    private Path directory;

    @Test
    void countsWhatBecameOfTheRequests() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String twice = token(2);
            tomcat.get("/");
            tomcat.get("/", "Authorization", token(1));
            tomcat.get("/", "Authorization", twice);
            tomcat.get("/", "Authorization", twice);
            tomcat.get("/", "Authorization", "Negotiate AAAA");

            assertThat(attribute("challenged")).isEqualTo(1L);
            assertThat(attribute("accepted")).isEqualTo(2L);
            assertThat(attribute("refused")).isEqualTo(2L);
            assertThat(counts("acceptedByMechanism")).containsExactly(Map.entry("Kerberos", 2L));
            assertThat(counts("acceptedByEncryptionType")).containsExactly(Map.entry("aes256-sha1", 2L));
            assertThat(counts("refusedByCode")).containsOnly(Map.entry("GH-K034", 1L), Map.entry("GH-S001", 1L));
        }
    }

    @Test
    void countsWhatIsNotBelievedOfPacsOrNotUnderstood() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", token(1));
            tomcat.get("/", "Authorization", Negotiate.header(PacTickets.odd()));

            assertThat(attribute("acceptedWithoutPac")).isEqualTo(1L);
            assertThat(counts("droppedSids"))
                    .containsOnly(Map.entry("privileged", 1L), Map.entry("not-of-a-domain", 1L));
            assertThat(counts("unreadableClaims")).containsOnly(Map.entry("compressed-lznt1", 1L));
            assertThat(attribute("unknownPacBuffers")).isEqualTo(2L);
        }
    }

    @Test
    void showsTheReferencesOfTheLastRefusals() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> refusal = tomcat.get("/", "Authorization", "Negotiate AAAA");

            String reference = refusal.body().replaceAll(".*, ([0-9A-F-]{9})\\)\\.\\n", "$1");
            assertThat((String[]) attribute("lastRefusals"))
                    .containsExactly("2026-11-22T10:15:00Z GH-S001 [" + reference + "]");
        }
    }

    @Test
    void remembersNoMoreThanTheLastRefusals() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            for (int i = 0; i < 30; i++) {
                tomcat.get("/", "Authorization", "Negotiate AAAA");
            }

            assertThat((String[]) attribute("lastRefusals")).hasSize(20);
        }
    }

    @Test
    void showsTheKeysAndTheMemoryOfReplays() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", token(1));

            assertThat((String[]) attribute("keys"))
                    .containsExactly("HTTP/portal.example.com@EXAMPLE.COM kvno 7 aes256-sha1");
            assertThat(attribute("keysLoaded")).isEqualTo("2026-11-22T10:15:00Z");
            assertThat(attribute("replayCacheSize")).isEqualTo(1);
            assertThat(attribute("replayCacheCapacity")).isEqualTo(1 << 20);
            assertThat(attribute("coverage"))
                    .isEqualTo("every request (no constraint of the application's own asks for a sign-in)");
            assertThat(attribute("signedInByFront")).isEqualTo(0L);
            assertThat(attribute("replayFile"))
                    .isEqualTo(directory.resolve("work/gatehouse-replay").toString());
        }
    }

    @Test
    void canBeAskedWhileTheApplicationIsStopped() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.context().stop();

            assertThat((String[]) attribute("keys")).isEmpty();
            assertThat(attribute("keysLoaded")).isEqualTo("");
            assertThat(attribute("coverage")).isEqualTo("");
        }
    }

    @Test
    void offersNothingToWriteAndNothingThatChangesAnything() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            assertThat(SERVER.getMBeanInfo(name()).getAttributes())
                    .isNotEmpty()
                    .noneMatch(MBeanAttributeInfo::isWritable);
            assertThat(SERVER.getMBeanInfo(name()).getOperations())
                    .allMatch(operation -> operation.getImpact() == MBeanOperationInfo.INFO);
            assertThat(tomcat.context().getState().isAvailable()).isTrue();
        }
    }

    @Test
    void showsNoSecret() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String token = token(1);
            tomcat.get("/", "Authorization", token);
            tomcat.get("/", "Authorization", token);

            assertThat(everything())
                    .doesNotContainIgnoringCase(
                            token.substring(10, 40),
                            HexFormat.of().formatHex(Forge.SERVICE_KEY),
                            Base64.getEncoder().encodeToString(Forge.SERVICE_KEY),
                            HexFormat.of().formatHex(Forge.SESSION_KEY),
                            Base64.getEncoder().encodeToString(Forge.SESSION_KEY))
                    .contains("GH-K034");
        }
    }

    @Test
    void isGoneWithTomcat() throws Exception {
        TestTomcat tomcat = TestTomcat.started(directory);
        tomcat.close();

        assertThat(names()).isEmpty();
    }

    private static String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name()).getAttributes()) {
            Object value = attribute(attribute.getName());
            all.append(attribute.getName())
                    .append('=')
                    .append(value instanceof Object[] array ? Arrays.toString(array) : value)
                    .append('\n');
        }
        return all.toString();
    }

    private static Object attribute(String attribute) throws Exception {
        return SERVER.getAttribute(name(), attribute);
    }

    private static Map<String, Long> counts(String attribute) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        for (Object row : ((TabularData) attribute(attribute)).values()) {
            CompositeData count = (CompositeData) row;
            counts.put((String) count.get("name"), (Long) count.get("count"));
        }
        return counts;
    }

    private static ObjectName name() throws Exception {
        Set<ObjectName> names = names();
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    private static Set<ObjectName> names() throws Exception {
        return SERVER.queryNames(new ObjectName("*:type=Valve,name=SsoAuthenticator,*"), null);
    }

    private static String token(int cusec) {
        Forge forge = Forge.with(change -> change.cusec = cusec);
        return "Negotiate " + Base64.getEncoder().encodeToString(forge.spnego().toArray());
    }
}
