package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.gatehouse.settings.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watch keeps of a password file, to know it again: nothing that tells whether a guess is right. */
class KeyFingerprintTest {
    private static final String PASSWORD = "Looking-glass-1871!";

    @TempDir
    private Path directory;

    private WatchedKeytab passwordFile() {
        WatchedKeytab file = new WatchedKeytab((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
        file.attributes.remove(Attribute.KEYTAB);
        file.attributes.put(Attribute.PASSWORD_FILE, "portal.password");
        file.attributes.put(Attribute.ACCOUNT, "svc-portal@EXAMPLE.COM");
        file.attributes.put(Attribute.SPN, "*");
        return file;
    }

    @Test
    void sameContentIsKnownAgainAndAnotherIsNot() throws Exception {
        WatchedKeytab file = passwordFile();
        ConfigurationFiles.Reading reading = file.read();
        assertThat(reading.files().contentNow(reading.content())).isEqualTo(reading.content());

        file.content = "Looking-glass-1872!\n".getBytes(StandardCharsets.UTF_8);

        assertThat(reading.files().contentNow(reading.content())).isNotEqualTo(reading.content());
        reading.settings().close();
    }

    @Test
    void sameContentLooksDifferentInEveryValve() throws Exception {
        ConfigurationFiles.Content one = passwordFile().read().content();
        ConfigurationFiles.Content other = passwordFile().read().content();

        assertThat(one.bytes("portal.password")).isPresent().isNotEqualTo(other.bytes("portal.password"));
    }

    @Test
    void dumpOfTheHeapHoldsNoPlainHashAndNoKeyOfTheFingerprints() throws Exception {
        WatchedKeytab file = passwordFile();
        ConfigurationFiles.Reading reading = file.read();
        KeyWatch watch = new KeyWatch(reading, file);
        watch.look();
        watch.lookIfChanged();

        byte[] dump = dump();

        assertThat(contains(
                        dump,
                        ConfigurationFiles.class.getName().replace('.', '/').getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
            for (String content : List.of(PASSWORD, PASSWORD + "\n")) {
                byte[] hash = MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8));
                assertThat(contains(dump, hash)).as(algorithm).isFalse();
            }
        }
        for (long half :
                List.of(reading.files().key().first(), reading.files().key().second())) {
            assertThat(contains(
                            dump, ByteBuffer.allocate(Long.BYTES).putLong(half).array()))
                    .isFalse();
        }
        watch.look();
    }

    private byte[] dump() throws IOException {
        Path dump = directory.resolve("heap.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        return Files.readAllBytes(dump);
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int at = 0; at <= text.length - part.length; at++) {
            int same = 0;
            while (same < part.length && text[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
