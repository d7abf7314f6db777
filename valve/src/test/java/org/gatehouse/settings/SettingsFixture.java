package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.gatehouse.failure.Failure;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;

/** A configuration that is right in everything that a test does not change. */
abstract class SettingsFixture {
    static final String PATH = "conf/http.keytab";
    static final int AES256 = 18;
    static final int AES128 = 17;
    static final int RC4 = 23;

    final Map<Attribute<?>, String> attributes = new HashMap<>(Map.of(Attribute.KEYTAB, PATH));
    final List<String> unknown = new ArrayList<>();
    FileSource files = path -> keytab(entry(AES256, 32));

    Settings read() throws SettingsException {
        return TestCleanup.closes(SettingsReader.read(attributes, unknown, files));
    }

    SettingsException refusal() {
        SettingsException refused = Assertions.catchThrowableOfType(SettingsException.class, this::read);
        assertThat(refused).isNotNull();
        return refused;
    }

    Failure onlyProblem() {
        List<Failure> problems = refusal().problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** What is wrong with the key files of a configuration whose attributes are right. */
    List<Failure> outage() throws SettingsException {
        Settings settings = read();
        assertThat(settings.keyFiles()).isEmpty();
        return settings.outage();
    }

    Failure onlyOutage() throws SettingsException {
        List<Failure> outage = outage();
        assertThat(outage).hasSize(1);
        return outage.get(0);
    }

    /** A keytab of MIT's format, version 2. */
    static SecretBytes keytab(byte[]... entries) {
        return SecretBytes.adopt(written(out -> {
            out.writeShort(0x0502);
            for (byte[] entry : entries) {
                out.writeInt(entry.length);
                out.write(entry);
            }
        }));
    }

    /** A key of HTTP/portal.example.com, all of whose bytes are the number of its type. */
    static byte[] entry(int etype, int keyLength) {
        return written(out -> {
            out.writeShort(2); // num_components
            out.writeUTF("EXAMPLE.COM");
            out.writeUTF("HTTP");
            out.writeUTF("portal.example.com");
            out.writeInt(1); // name_type
            out.writeInt(0); // timestamp
            out.writeByte(7); // vno8
            out.writeShort(etype);
            out.writeShort(keyLength);
            for (int i = 0; i < keyLength; i++) {
                out.writeByte(etype);
            }
        });
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(SecretBytes secret) {
        return secret.use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
