package org.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} for a valve with several keytabs. */
class DoctorKeytabsTest {
    private static final String PARTNER_NAME = "HTTP/portal.partner.example";

    @TempDir
    Path base;

    private Path conf;
    private String own;
    private String partner;

    @BeforeEach
    void writeKeytabs() throws IOException {
        conf = Files.createDirectory(base.resolve("conf"));
        own = KeytabBytes.portal().in(conf);
        Path file = Files.write(
                conf.resolve("partner.keytab"),
                new KeytabBytes().aes256(PARTNER_NAME, 3, 'q').toArray());
        partner = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    @Test
    void looksAtEach() {
        assertThat(doctor("--keytab", own, "--keytab", partner))
                .containsSubsequence(
                        "OK keytab 1 name, kvno 7, aes256-sha1",
                        "OK spn HTTP/portal.example.com@EXAMPLE.COM",
                        "OK keytab 1 name, kvno 3, aes256-sha1",
                        "OK spn " + PARTNER_NAME + "@EXAMPLE.COM");
    }

    @Test
    void findsAKeyInWhicheverHasIt() {
        assertThat(doctor("--keytab", own, "--keytab", partner, "--url", "https://portal.partner.example/"))
                .contains("OK spn " + PARTNER_NAME + ": kvno 3, aes256-sha1");
    }

    @Test
    void namesAllOfThemIfNoneHasTheKey() {
        assertThat(doctor("--keytab", own, "--keytab", partner, "--url", "https://third.example.com/"))
                .anyMatch(line ->
                        line.startsWith("ERROR spn BASE/conf/http.keytab, BASE/conf/partner.keytab has no key of"
                                + " HTTP/third.example.com"));
    }

    @Test
    void saysWhichOfThemCannotBeRead() {
        assertThat(doctor("--keytab", own, "--keytab", base + "/none"))
                .anyMatch(line -> line.startsWith("ERROR keytab GH-C002: BASE/none cannot be read"))
                .contains("OK spn HTTP/portal.example.com@EXAMPLE.COM");
    }

    @Test
    void saysWhichTheValveReadsThatWereNotLookedAt() throws IOException {
        String context = Files.writeString(
                        conf.resolve("context.xml"),
                        "<Context><Valve className=\"org.gatehouse.valve.SsoAuthenticator\""
                                + " keytab=\"conf/http.keytab, conf/partner.keytab\"/></Context>")
                .toString();

        assertThat(doctor("--keytab", own, "--context-xml", context))
                .contains("OK valve BASE/conf/context.xml, line 1: the valve would start, with 1 key of"
                        + " conf/http.keytab, 1 key of conf/partner.keytab")
                .anyMatch(line -> line.startsWith(
                        "WARN valve BASE/conf/context.xml, line 1: the valve reads conf/partner.keytab, not"));
        assertThat(doctor("--keytab", own, "--keytab", partner, "--context-xml", context))
                .noneMatch(line -> line.startsWith("WARN valve"));
    }

    private List<String> doctor(String... words) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(words));
        return Run.with(host -> new Resolution(true, Optional.of(host), Optional.empty()), all.toArray(String[]::new))
                .findings()
                .stream()
                .map(line -> line.replace(base.toString(), "BASE"))
                .toList();
    }
}
