package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.TestVector;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeytabWriterTest {
    private static Bytes written(List<Keytab.Entry> entries) {
        try (SecretBytes file = KeytabWriter.write(entries)) {
            return file.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
        }
    }

    private static List<Keytab.Entry> entries(Bytes file) throws WireException {
        return TestCleanup.closes(Keytab.parse(file)).entries();
    }

    private static Keytab.Entry entry(long kvno, String host) {
        return new Keytab.Entry(
                "EXAMPLE.COM",
                new PrincipalName(1, List.of("HTTP", host)),
                kvno,
                18,
                SecretBytes.copyOf(new byte[32]),
                Instant.ofEpochSecond(1_700_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keytab", "keytab-aes128", "keytab-aes256"})
    void writesWhatAnotherToolWroteSoThatItReadsTheSame(String vector) throws Exception {
        List<Keytab.Entry> entries = entries(TestVector.read(vector));

        assertThat(entries(written(entries))).isEqualTo(entries);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 255, 256, 300, 0xffff_ffffL})
    void keepsEveryVersion(long kvno) throws Exception {
        List<Keytab.Entry> entries = List.of(entry(kvno, "portal.example.com"));

        assertThat(entries(written(entries))).isEqualTo(entries);
    }

    @Test
    void writesTheFormatOfMit() {
        assertThat(written(List.of(entry(258, "p"))))
                .isEqualTo(Bytes.of(HexFormat.of()
                        .parseHex("0502" + "00000049" + "0002" + "000b4558414d504c452e434f4d" + "000448545450"
                                + "000170" + "00000001" + "6553f100" + "02" + "0012" + "0020" + "00".repeat(32)
                                + "00000102")));
    }

    @Test
    void writesAFileWithoutEntries() {
        assertThat(written(List.of())).isEqualTo(Bytes.of(new byte[] {5, 2}));
    }

    @Test
    void refusesANameThatItsLengthCannotTell() {
        assertThatIllegalArgumentException().isThrownBy(() -> written(List.of(entry(1, "x".repeat(0x10000)))));
    }

    @Test
    void writesNamesAndKeysAsLongAsTheirLengthsCanTell() {
        Keytab.Entry longest = new Keytab.Entry(
                "R".repeat(0xffff),
                new PrincipalName(1, List.of("x".repeat(0xffff))),
                1,
                18,
                SecretBytes.copyOf(new byte[0xffff]));

        assertThat(written(List.of(longest)).length()).isEqualTo(2 + 4 + 2 + 3 * (2 + 0xffff) + 4 + 4 + 1 + 2 + 4);
    }

    @Test
    void refusesAKeyOrARealmThatItsLengthCannotTell() {
        PrincipalName name = new PrincipalName(1, List.of("x"));
        Keytab.Entry key = new Keytab.Entry("R", name, 1, 18, SecretBytes.copyOf(new byte[0x10000]));
        Keytab.Entry realm = new Keytab.Entry("R".repeat(0x10000), name, 1, 18, SecretBytes.copyOf(new byte[32]));

        assertThatIllegalArgumentException().isThrownBy(() -> written(List.of(key)));
        assertThatIllegalArgumentException().isThrownBy(() -> written(List.of(realm)));
    }
}
