package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

class KeytabFuzzTest {
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());

    @FuzzTest
    void isReadAsItIsWrittenOrIsMalformed(byte[] file) throws Exception {
        try (Keytab keytab = Keytab.parse(Bytes.of(file))) {
            ServiceKeys.of(keytab, "fuzz", ENGINES);
            assertThat(FileKind.of(Bytes.of(file))).isNotNull();
            assertThat(keytab.oddEntries())
                    .allSatisfy(odd -> assertThat(odd.offset()).isBetween(0, file.length));
            try (SecretBytes written = KeytabWriter.write(keytab.entries());
                    Keytab again = written.use((array, offset, length) ->
                            Keytab.parse(Bytes.of(array).slice(offset, length)))) {
                assertThat(again.entries()).isEqualTo(keytab.entries());
            }
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, file.length);
        }
    }
}
