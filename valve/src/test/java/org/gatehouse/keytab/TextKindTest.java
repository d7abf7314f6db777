package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keytab.FileKind.BASE64_OF_KEYTAB;
import static org.gatehouse.keytab.FileKind.HEX_DUMP;
import static org.gatehouse.keytab.FileKind.HEX_OF_KEYTAB;
import static org.gatehouse.keytab.FileKind.TEXT;
import static org.gatehouse.keytab.FileKind.URL_SAFE_BASE64_OF_KEYTAB;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gatehouse.keytab.FileText.Encoding;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are nearly a keytab in base64 or in hexadecimal digits, or nearly something else. */
class TextKindTest {
    @ParameterizedTest
    @ValueSource(chars = {'A', 'Z', 'a', 'z', '0', '9', '+', '/', '=', ' ', '\t', '\r', '"', '\''})
    void base64OfAKeytabMayHaveTheCharacter(char c) {
        assertThat(kind("BQIAAABa" + c)).isEqualTo(BASE64_OF_KEYTAB);
    }

    @ParameterizedTest
    @ValueSource(chars = {'-', '_'})
    void urlSafeBase64HasTwoCharactersOfItsOwn(char c) {
        assertThat(kind("BQIAAABa" + c)).isEqualTo(URL_SAFE_BASE64_OF_KEYTAB);
    }

    @ParameterizedTest
    @ValueSource(chars = {'@', '[', '`', '{', ':', '.', ',', '*', '!', '\u001b', '\u00e4'})
    void textWithAnotherCharacterIsNotBase64(char c) {
        assertThat(kind("BQIAAABaAAIADUxBQi5MT0NBTEhPU1Q" + c)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "BQIAAAB, TEXT",
        "BQIAAAB=, BASE64_OF_KEYTAB",
        "BQIAAABa, BASE64_OF_KEYTAB",
        "BQIAAABaA, BASE64_OF_KEYTAB",
        "' B Q I\nA A A B a ', BASE64_OF_KEYTAB",
        "' B Q I\nA A A B ', TEXT",
        "BQEAAABa, BASE64_OF_KEYTAB",
        "BQLAAABa, BASE64_OF_KEYTAB",
        "BQDAAABa, TEXT",
        "BQMAAABa, TEXT",
        "ABQIAAABa, TEXT",
        "BQIAAABa==, BASE64_OF_KEYTAB",
        "BQIAAABa=A, TEXT",
        "=BQIAAABa, TEXT"
    })
    void base64OfAKeytabBeginsWithItsVersion(String text, FileKind kind) {
        assertThat(kind(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '9', 'a', 'f', 'A', 'F', ' ', '\t', '\n'})
    void keytabInHexadecimalHasDigitsAndSpaces(char c) {
        assertThat(kind("05020000" + c)).isEqualTo(HEX_OF_KEYTAB);
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'X', '\\', ':', ',', '-', '{', '}'})
    void hexadecimalWithPunctuationIsADump(char c) {
        assertThat(kind("05020001" + c)).isEqualTo(HEX_DUMP);
    }

    @ParameterizedTest
    @ValueSource(chars = {'/', ';', '@', '`', 'g', 'G', '=', '|'})
    void textWithAnotherCharacterIsNotHexadecimal(char c) {
        assertThat(kind("05020000" + c)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "0502000, TEXT",
        "' 0502000', TEXT",
        "05020000, HEX_OF_KEYTAB",
        "' 05 02\n00 00', HEX_OF_KEYTAB",
        "05010000, HEX_OF_KEYTAB",
        "05030000, TEXT",
        "50200000, TEXT",
        "'0x05,0x02,0x00,0x00', HEX_DUMP",
        "'0x05020000', HEX_DUMP",
        "'0X05020000', HEX_DUMP",
        "'0x05,0x02,0x00', TEXT",
        "'{05-02-00-00}', HEX_DUMP"
    })
    void keytabInHexadecimalBeginsWithItsVersion(String text, FileKind kind) {
        assertThat(kind(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "'000000: 4c', HEX_DUMP",
        "'000000 4c', HEX_DUMP",
        "'\n 0000000000 4c', HEX_DUMP",
        "'00000: 4c', TEXT",
        "'00000 4c', TEXT",
        "'000000', TEXT",
        "'000000|4c', TEXT",
        "'0000001 4c', TEXT",
        "'x 000000: 4c!', TEXT",
        "'offset 00 01 02 03 04 05 06 07!', HEX_DUMP",
        "'offset 00 01 02 03 04 05 06 08!', TEXT"
    })
    void dumpBeginsWithAnOffsetOfSixDigits(String text, FileKind kind) {
        assertThat(kind(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "https://vault, ADDRESS",
        "'\n s3://bucket', ADDRESS",
        "svn+ssh.x-1://host, ADDRESS",
        "a://, ADDRESS",
        "://vault, TEXT",
        "/://vault, TEXT",
        "a/b://vault, TEXT",
        "a b://vault, TEXT",
        "https:/vault, TEXT",
        "https, TEXT"
    })
    void addressBeginsWithASchemeAndTwoSlashes(String text, FileKind kind) {
        assertThat(kind(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "<!DOCTYPE html>, HTML",
        "' <html>', HTML",
        "<p><body>, HTML",
        "<p>, XML",
        "html <p>, TEXT",
        "[libdefaults], KRB5_CONF",
        "'# [realms]', KRB5_CONF",
        "x [Domain_Realm], KRB5_CONF",
        "[capaths], TEXT",
        "-----BEGIN X-----, PEM",
        "-----BEGIN CERTIFICATE-----, CERTIFICATE",
        "-----BEGIN EC PRIVATE KEY-----, PRIVATE_KEY",
        "PRIVATE KEY-----, TEXT"
    })
    void documentIsKnownByItsWords(String text, FileKind kind) {
        assertThat(kind(text)).isEqualTo(kind);
    }

    @Test
    void textIsOfUtf16IfTheFileIs() {
        assertThat(TextKind.of(utf16("Zugriff"))).contains(FileKind.UTF_16_TEXT);
        assertThat(TextKind.of(utf16("BQIAAABa"))).contains(FileKind.UTF_16_BASE64_OF_KEYTAB);
        assertThat(TextKind.of(utf16("BQIAAABa-_"))).contains(FileKind.UTF_16_BASE64_OF_KEYTAB);
    }

    @Test
    void whatIsNotTextHasNoKindOfText() {
        assertThat(TextKind.of(text("BQIAAABa\0"))).isEmpty();
    }

    private static FileKind kind(String text) {
        Optional<FileKind> kind = TextKind.of(text(text));
        return kind.orElseThrow();
    }

    private static FileText text(String text) {
        return FileText.ofBytes(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static FileText utf16(String text) {
        return new FileText(Bytes.of(text.getBytes(StandardCharsets.UTF_16LE)), 0, Encoding.UTF_16_LITTLE_ENDIAN);
    }
}
