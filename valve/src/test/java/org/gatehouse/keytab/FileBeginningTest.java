package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose first bytes are those of a kind, or nearly. */
class FileBeginningTest {
    @ParameterizedTest
    @CsvSource({
        "0503, CREDENTIAL_CACHE",
        "0504, CREDENTIAL_CACHE",
        "05000100, UTF_16_KEYTAB",
        "05000200, UTF_16_KEYTAB",
        "00050001, UTF_16_KEYTAB",
        "00050002, UTF_16_KEYTAB",
        "1f8b, GZIP",
        "504b0304, ZIP",
        "504b0506, ZIP",
        "504b0708, ZIP",
        "425a6839314159265359, COMPRESSED",
        "fd377a585a00, COMPRESSED",
        "28b52ffd, COMPRESSED",
        "377abcaf271c, COMPRESSED",
        "feedfeed, JAVA_KEYSTORE",
        "cececece, JAVA_KEYSTORE",
        "fffe05000200, UTF_16_KEYTAB",
        "feff00050002, UTF_16_KEYTAB",
        "fffe0502, UTF_16_MARK",
        "feff0501, UTF_16_MARK",
        "efbbbf0502, UTF_8_MARK"
    })
    void fileIsKnownByItsFirstBytes(String beginning, FileKind kind) {
        assertThat(kind(beginning)).isEqualTo(kind);
        assertThat(kind(beginning.substring(0, beginning.length() - 2))).isNotEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"efbbbf61, TEXT", "fffe6100, UTF_16_TEXT", "feff0061, UTF_16_TEXT"})
    void textAfterAMarkIsText(String file, FileKind kind) {
        assertThat(kind(file)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "3080020103, PKCS12",
        "3081ff020103, PKCS12",
        "3082ffff020103, PKCS12",
        "3083ffffff020103, PKCS12",
        "3084ffffffff020103, PKCS12",
        "3085ffffffffff020103,",
        "307f020103,",
        "3182ffff020103,",
        "30803080, DER",
        "308002, DER",
        "3084ffffffff30, DER",
        "3084ffffffff31,",
        "3084ffffffff,",
        "308230,",
        "3082,",
        "3080,"
    })
    void derIsKnownByItsLengthAndWhatIsInIt(String file, FileKind kind) {
        assertThat(kind(file)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"00, ZEROS", "000000, ZEROS", "000001,", "010000,"})
    void fileOfZerosHasNothingElse(String file, FileKind kind) {
        assertThat(kind(file)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "efbbbf"})
    void fileWithoutContentIsNothingButText(String file) {
        assertThat(kind(file)).isEqualTo(FileKind.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"256,", "257, TAR", "258,"})
    void tarIsKnownByTheWordInItsHeader(int zeros, FileKind kind) {
        assertThat(kind("01" + "00".repeat(zeros - 1) + "7573746172")).isEqualTo(kind);
        assertThat(kind("01" + "00".repeat(zeros - 1) + "75737461")).isNull();
    }

    /** What is wrong with the keytab itself says more than the mark. */
    @Test
    void convertedKeytabAfterAMarkIsAConvertedKeytab() {
        Bytes keytab = ForgedEntry.file(
                ForgedEntry.named("HTTP", "portal.com").withKey(18, 32), ForgedEntry.named("HTTP", "other.com"));
        String hex = Hex.hex(keytab);
        String converted = hex.replace("000a", "000d0a");

        assertThat(kind(hex)).isNull();
        assertThat(kind("efbbbf" + hex)).isEqualTo(FileKind.UTF_8_MARK);
        assertThat(kind("fffe" + hex)).isEqualTo(FileKind.UTF_16_MARK);
        assertThat(kind("efbbbf" + converted)).isEqualTo(FileKind.CONVERTED_LINE_ENDS);
        assertThat(kind("feff" + converted)).isEqualTo(FileKind.CONVERTED_LINE_ENDS);
    }

    private static @Nullable FileKind kind(String hex) {
        return FileKind.of(Hex.hex(hex)).orElse(null);
    }
}
