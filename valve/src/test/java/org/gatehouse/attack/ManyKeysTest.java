package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keytabs with very many keys, of which a token must not have all tried, and must still find the right one. */
class ManyKeysTest {
    @TempDir
    private Path directory;

    /** The right key has version 7 of HTTP/portal.example.com in all of them. */
    static Stream<List<byte[]>> keytabs() {
        List<byte[]> oldVersions = new ArrayList<>();
        for (int kvno = 20; kvno < 220; kvno++) {
            oldVersions.add(KeytabFixture.entry(kvno, key(kvno)));
        }
        List<byte[]> sameKey = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sameKey.add(KeytabFixture.entry(i % 5 + 20, key(1)));
        }
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add(KeytabFixture.entry(7, "HTTP/site" + i + ".example.com", key(i)));
        }
        return Stream.of(oldVersions, sameKey, names);
    }

    private static byte[] key(int number) {
        return Arrays.copyOf(new byte[] {(byte) number, (byte) (number >>> 8), 1}, 32);
    }

    private AttackedTomcat tomcat(List<byte[]> others, boolean first, String spn) throws Exception {
        List<byte[]> entries = new ArrayList<>(others);
        entries.add(first ? 0 : entries.size(), KeytabFixture.entry(7, Forge.SERVICE_KEY));
        AttackedSite site = new AttackedSite(directory).keytab(KeytabFixture.file(entries.toArray(byte[][]::new)));
        return (spn.isEmpty() ? site : site.with("spn", spn)).start();
    }

    @ParameterizedTest
    @MethodSource("keytabs")
    void manyKeysDoNotKeepOutATicketOfAnExactVersion(List<byte[]> others) throws Exception {
        try (AttackedTomcat tomcat = tomcat(others, false, "")) {
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("keytabs")
    void manyKeysDoNotKeepOutATicketOfAnExactVersionAndName(List<byte[]> others) throws Exception {
        try (AttackedTomcat tomcat = tomcat(others, true, "*")) {
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    /** The same key again and again is one key. */
    @Test
    void manyKeysCountOnceIfTheyAreTheSame() throws Exception {
        List<byte[]> sameKey = keytabs().toList().get(1);
        try (AttackedTomcat tomcat = tomcat(sameKey, false, "")) {
            for (OptionalLong kvno : List.of(OptionalLong.empty(), OptionalLong.of(7), OptionalLong.of(0))) {
                assertThat(tomcat.status(ForgedTokens.with(forge -> forge.kvno = kvno)))
                        .as("kvno " + kvno)
                        .isEqualTo(200);
            }
        }
    }

    /** A refused token is told in one line of a usual size, however many names and versions there are. */
    @ParameterizedTest
    @MethodSource("keytabs")
    void manyKeysDoNotFillTheLogWithWhatTheyAre(List<byte[]> others) throws Exception {
        List<Consumer<Forge>> stale = List.of(
                forge -> forge.serviceKey = new byte[32],
                forge -> {
                    forge.serviceKey = new byte[32];
                    forge.kvno = OptionalLong.of(5);
                },
                forge -> {
                    forge.serviceKey = new byte[32];
                    forge.sname = "HTTP/nobody.example.com";
                });
        try (AttackedTomcat tomcat = tomcat(others, true, "")) {
            for (Consumer<Forge> change : stale) {
                tomcat.log.clear();
                HttpResponse<String> response = tomcat.signIn(ForgedTokens.with(change));

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(tomcat.log.warnings())
                        .singleElement()
                        .satisfies(line -> assertThat(line).hasSizeLessThan(2000));
            }
        }
    }
}
