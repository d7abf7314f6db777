package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
    private static final byte[] KEYTAB = ForgedEntry.file(
                    ForgedEntry.named("HTTP", "portal.example.com").withKey(18, 32),
                    ForgedEntry.named("HTTP", "other.example.com").withKey(17, 16))
            .toArray();
    /** With a realm of 13 characters and a key with line ends in it. */
    private static final byte[] KEYTAB_WITH_LINE_ENDS = KeytabFixture.file(
            KeytabFixture.entry("LAB.LOCALHOST", 10, HexFormat.of().parseHex("0a0d".repeat(16))),
            KeytabFixture.entry("LAB.LOCALHOST", 13, Forge.SERVICE_KEY));

    private static final String BASE64 = Base64.getEncoder().encodeToString(KEYTAB);

    static Stream<Arguments> files() {
        return Stream.of(encodings(), marks(), conversions(), documents(), binaries())
                .flatMap(files -> files);
    }

    private static Stream<Arguments> encodings() {
        String urlSafe = Base64.getUrlEncoder().encodeToString(KEYTAB);
        String hex = HexFormat.of().formatHex(KEYTAB);
        return Stream.of(
                file(FileKind.BASE64_OF_KEYTAB, BASE64),
                file(FileKind.BASE64_OF_KEYTAB, BASE64 + "\n"),
                file(FileKind.BASE64_OF_KEYTAB, "\n " + BASE64 + " \r\n"),
                file(FileKind.BASE64_OF_KEYTAB, "\"" + BASE64 + "\""),
                file(
                        FileKind.BASE64_OF_KEYTAB,
                        Base64.getEncoder().withoutPadding().encodeToString(KEYTAB)),
                file(FileKind.BASE64_OF_KEYTAB, Base64.getMimeEncoder().encodeToString(KEYTAB)),
                file(FileKind.BASE64_OF_KEYTAB, BASE64.replaceAll("(.{64})", "$1\n")),
                file(FileKind.BASE64_OF_KEYTAB, "\ufeff" + BASE64),
                file(
                        FileKind.BASE64_OF_KEYTAB,
                        base64(KeytabTest.version1(true, 3, 7).toArray())),
                file(FileKind.URL_SAFE_BASE64_OF_KEYTAB, urlSafe),
                file(FileKind.UTF_16_BASE64_OF_KEYTAB, BASE64.getBytes(StandardCharsets.UTF_16)),
                file(FileKind.UTF_16_BASE64_OF_KEYTAB, BASE64.getBytes(StandardCharsets.UTF_16LE)),
                file(FileKind.UTF_16_BASE64_OF_KEYTAB, ("\ufeff" + BASE64).getBytes(StandardCharsets.UTF_16LE)),
                file(FileKind.TEXT, base64(BASE64.getBytes(StandardCharsets.US_ASCII))),
                file(FileKind.HEX_OF_KEYTAB, hex),
                file(FileKind.HEX_OF_KEYTAB, hex.toUpperCase(Locale.ROOT).replaceAll("(.{60})", "$1\n")),
                file(FileKind.HEX_OF_KEYTAB, hex.replaceAll("(..)", "$1 ")),
                file(FileKind.HEX_DUMP, hex.replaceAll("(..)", "$1:")),
                file(FileKind.HEX_DUMP, hex.replaceAll("(..)", "0x$1, ")),
                file(FileKind.HEX_DUMP, hex.replaceAll("(..)", "\\\\x$1")),
                file(FileKind.HEX_DUMP, "00000000: 0502 0000 005a 0002 000d 4c41 422e 4c4f  .....Z....LAB.LO\n"),
                file(FileKind.HEX_DUMP, "00000000  05 02 00 00 00 5a 00 02  00 0d 4c 41 42 2e 4c 4f  |.....Z|\n"),
                file(FileKind.HEX_DUMP, "0000000 001005 000000 055000 001000\n"));
    }

    private static Stream<Arguments> marks() {
        return Stream.of(
                file(FileKind.UTF_8_MARK, joined(hex("efbbbf"), KEYTAB)),
                file(FileKind.UTF_16_MARK, joined(hex("fffe"), KEYTAB)),
                file(FileKind.UTF_16_MARK, joined(hex("feff"), KEYTAB)),
                file(FileKind.UTF_16_KEYTAB, latin1(KEYTAB).getBytes(StandardCharsets.UTF_16LE)),
                file(FileKind.UTF_16_KEYTAB, latin1(KEYTAB).getBytes(StandardCharsets.UTF_16BE)),
                file(FileKind.UTF_16_KEYTAB, latin1(KEYTAB).getBytes(StandardCharsets.UTF_16)),
                file(FileKind.REPLACED_CHARACTERS, joined(hex("efbbbf"), reencoded(KEYTAB, StandardCharsets.UTF_8))));
    }

    private static Stream<Arguments> conversions() {
        return Stream.of(
                file(FileKind.REPLACED_CHARACTERS, reencoded(KEYTAB, StandardCharsets.UTF_8)),
                file(
                        FileKind.REPLACED_CHARACTERS,
                        reencoded(Found.file("latin1.keytab").toArray(), StandardCharsets.UTF_8)),
                file(FileKind.UTF_8_KEYTAB, latin1(KEYTAB).getBytes(StandardCharsets.UTF_8)),
                file(FileKind.CONVERTED_LINE_ENDS, replaced("\n", "\r\n")),
                file(FileKind.CONVERTED_LINE_ENDS, replaced("\r", "\n")),
                file(FileKind.CONVERTED_LINE_ENDS, replaced("\r", "\r\n")));
    }

    private static Stream<Arguments> documents() {
        return Stream.of(
                file(FileKind.HTML, "<!DOCTYPE html>\n<html><body>404</body></html>"),
                file(FileKind.HTML, "\r\n<HTML><HEAD><TITLE>302 Found</TITLE></HEAD></HTML>"),
                file(FileKind.HTML, "\ufeff<html lang='de'>"),
                file(FileKind.HTML, "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"),
                file(FileKind.XML, "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
                file(FileKind.CERTIFICATE, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
                file(FileKind.CERTIFICATE, "subject=CN = portal\n-----BEGIN CERTIFICATE-----\nMIIB\n"),
                file(FileKind.PRIVATE_KEY, "-----BEGIN PRIVATE KEY-----\nMIIE\n"),
                file(FileKind.PRIVATE_KEY, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n"),
                file(FileKind.PRIVATE_KEY, "-----BEGIN RSA PRIVATE KEY-----\r\nMIIE\r\n"),
                file(FileKind.PEM, "-----BEGIN PGP MESSAGE-----\n\nhQEM\n"),
                file(FileKind.KRB5_CONF, "# comment\n[libdefaults]\n  default_realm = EXAMPLE.COM\n"),
                file(FileKind.KRB5_CONF, "[domain_realm]\n.example.com = EXAMPLE.COM\n"),
                file(FileKind.ADDRESS, "https://vault.example.com/v1/secret/http.keytab\n"),
                file(FileKind.ADDRESS, "file:///etc/http.keytab"),
                file(FileKind.TEXT, Found.file("url.keytab").toArray()),
                file(FileKind.TEXT, "Wonderland1!"),
                file(FileKind.TEXT, "{\"error\": \"permission denied\"}"),
                file(FileKind.TEXT, "keytab"),
                file(FileKind.TEXT, "\n"),
                file(FileKind.TEXT, "Schl\u00fcssel f\u00fcr das Portal".getBytes(StandardCharsets.ISO_8859_1)),
                file(FileKind.TEXT, "\u9375\u8868"),
                file(FileKind.UTF_16_TEXT, "Zugriff verweigert".getBytes(StandardCharsets.UTF_16)));
    }

    private static Stream<Arguments> binaries() {
        return Stream.of(
                file(FileKind.GZIP, gzip(KEYTAB)),
                file(FileKind.ZIP, zip(KEYTAB)),
                file(FileKind.COMPRESSED, hex("fd377a585a000004")),
                file(FileKind.COMPRESSED, hex("425a6839314159265359")),
                file(FileKind.TAR, tar()),
                file(FileKind.JAVA_KEYSTORE, hex("feedfeed0000000200000001")),
                file(FileKind.JAVA_KEYSTORE, hex("cececece0000000200000001")),
                file(FileKind.PKCS12, hex("30820a1c02010330820a06")),
                file(FileKind.PKCS12, hex("308002010330")),
                file(FileKind.DER, hex("308203a53082028d")),
                file(FileKind.CREDENTIAL_CACHE, hex("0504000c00010008")),
                file(FileKind.CREDENTIAL_CACHE, hex("050300000001")),
                file(FileKind.ZEROS, new byte[4096]),
                file(FileKind.ZEROS, new byte[1]));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("files")
    void tellsWhatAFileIsByItsContent(FileKind kind, Bytes file) {
        assertThat(FileKind.of(file)).contains(kind);
    }

    @Test
    void everyKindOfFileHasAnExample() {
        assertThat(files().map(file -> file.get()[0])).contains((Object[]) FileKind.values());
    }

    @Test
    void recognizesTheBase64FileThatWasFound() {
        assertThat(FileKind.of(Found.file("base64.keytab"))).contains(FileKind.BASE64_OF_KEYTAB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0502", "01", "7f454c46020101", "4d5a90000300", "ffd8ffe000104a46"})
    void saysNothingOfContentThatTellsNothing(String hex) {
        assertThat(FileKind.of(Bytes.of(hex(hex)))).isEmpty();
    }

    @Test
    void saysNothingOfAGoodKeytab() {
        assertThat(List.of(KEYTAB, KEYTAB_WITH_LINE_ENDS, KeytabFixture.file()))
                .allSatisfy(file -> assertThat(FileKind.of(Bytes.of(file))).isEmpty());
    }

    @Test
    void saysNothingOfAKeytabThatIsOnlyCut() {
        for (int length = 2; length < KEYTAB.length; length++) {
            assertThat(FileKind.of(Bytes.of(KEYTAB).slice(0, length)))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void saysNothingOfAKeytabWithAnOddEntry() {
        assertThat(OddEntryTest.odd().map(odd -> (ForgedEntry) odd.get()[0]))
                .allSatisfy(entry -> assertThat(FileKind.of(ForgedEntry.file(
                                ForgedEntry.named("HTTP", "portal.example.com").withKey(18, 32), entry)))
                        .isEmpty());
    }

    @Test
    void everyKindSaysWhatItIsAndWhatToDo() {
        assertThat(FileKind.values()).allSatisfy(kind -> {
            assertThat(kind.what()).matches("(it|a) .+");
            assertThat(kind.remedy()).matches("[A-Z].*\\.");
        });
    }

    /** What the file holds may be a secret. */
    @Test
    void doesNotQuoteTheFile() {
        assertThat(FileKind.values())
                .allSatisfy(kind -> assertThat(kind.what() + kind.remedy()).doesNotContain("%", "Wonderland1!"));
    }

    private static Arguments file(FileKind kind, String text) {
        return file(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments file(FileKind kind, byte[] file) {
        return Arguments.of(kind, Bytes.of(file));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(String found, String instead) {
        return latin1(KEYTAB_WITH_LINE_ENDS).replace(found, instead).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As an editor does that takes bytes for text and writes what it has understood. */
    private static byte[] reencoded(byte[] bytes, Charset charset) {
        return new String(bytes, charset).getBytes(charset);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("http.keytab"));
            zip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] tar() {
        byte[] tar = new byte[1024];
        System.arraycopy("http.keytab".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 11);
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        return tar;
    }
}
