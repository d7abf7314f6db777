package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.cli.spn.Resolution;
import org.gatehouse.keytab.Found;
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
                        line.startsWith("ERROR spn BASE/conf/http.keytab, BASE/conf/partner.keytab has no key for"
                                + " HTTP/third.example.com"));
    }

    @Test
    void saysWhichOfThemCannotBeRead() {
        assertThat(doctor("--keytab", own, "--keytab", base + "/none"))
                .anyMatch(line -> line.startsWith("ERROR keytab GH-C015: BASE/none cannot be read"))
                .contains("OK spn HTTP/portal.example.com@EXAMPLE.COM");
    }

    @Test
    void saysWhichTheValveReadsThatWereNotLookedAt() throws IOException {
        String context = context("keytab=\"conf/http.keytab, conf/partner.keytab\"");

        assertThat(doctor("--keytab", own, "--context-xml", context))
                .contains("OK valve BASE/conf/context.xml, line 1: the valve would start, with 1 key of"
                        + " conf/http.keytab, 1 key of conf/partner.keytab")
                .anyMatch(
                        line -> line.startsWith(
                                "WARN valve BASE/conf/context.xml, line 1: the valve reads conf/partner.keytab, and you checked"));
        assertThat(doctor("--keytab", own, "--keytab", partner, "--context-xml", context))
                .noneMatch(line -> line.startsWith("WARN valve"));
    }

    @Test
    void goesByTheTypesThatTheValveAccepts() throws IOException {
        String rc4 = Files.write(
                        conf.resolve("rc4.keytab"),
                        new KeytabBytes().rc4(KeytabBytes.PORTAL, 7).toArray())
                .toString();
        String context = context("keytab=\"conf/rc4.keytab\" encryptionTypes=\"aes256-sha1, rc4-hmac\"");

        assertThat(doctor("--keytab", rc4)).anyMatch(line -> line.startsWith("ERROR keytab GH-C004: "));
        assertThat(doctor("--keytab", rc4, "--context-xml", context))
                .noneMatch(line -> line.startsWith("ERROR"))
                .anyMatch(
                        line -> line.startsWith("WARN keytab HTTP/portal.example.com@EXAMPLE.COM (kvno 7) has rc4-hmac"
                                + " (23) only, and no AES key."));
    }

    @Test
    void needsNoKeytabForAValveWithAPassword() throws IOException {
        Path password = Files.writeString(conf.resolve("portal.password"), "Builder1!\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        String context = context("account=\"svc-portal@EXAMPLE.COM\" passwordFile=\"conf/portal.password\""
                + " spn=\"HTTP/portal.example.com\"");

        assertThat(doctor("--context-xml", context))
                .containsExactly(
                        "OK valve BASE/conf/context.xml, line 1: the valve would start, with the password in"
                                + " conf/portal.password (svc-portal@EXAMPLE.COM)",
                        "OK protect BASE/conf/context.xml, line 1: covers every request, unless the application's own"
                                + " web.xml has constraints that ask for a sign-in",
                        "OK users BASE/conf/context.xml, line 1: user names principal · PAC optional · SIDs of other"
                                + " realms quarantined · roles SIDs",
                        "WARN password conf/portal.password can be read or changed by every user of this machine."
                                + "  → chmod 600 conf/portal.password");
    }

    @Test
    void readsTheRolesFile() throws IOException {
        Path roles = Files.writeString(conf.resolve("roles"), "S-1-5-21-1-2-3-1104 = finance\n");
        Files.setPosixFilePermissions(roles, PosixFilePermissions.fromString("rw-r--r--"));
        String context = context("keytab=\"conf/http.keytab\" roles=\"conf/roles\"");

        assertThat(doctor("--context-xml", context))
                .contains("OK users BASE/conf/context.xml, line 1: roles: conf/roles: SIDs with roles: 1");

        Files.setPosixFilePermissions(roles, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(doctor("--context-xml", context))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "WARN users GH-C013: BASE/conf/context.xml, line 1: roles: conf/roles can be read or changed"
                                        + " by every user of this machine")
                        .contains("can give any user any role"));

        Files.writeString(roles, "S-1-5-21-1-2-3-1104 finance\n");
        assertThat(doctor("--context-xml", context))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "ERROR users GH-C027: BASE/conf/context.xml, line 1: roles: conf/roles cannot be used: line 1:"
                                        + " there is no \"=\" between SID and roles. No group has a role."));

        Files.delete(roles);
        assertThat(doctor("--context-xml", context)).anyMatch(line -> line.startsWith("ERROR users GH-C027: "));
    }

    @Test
    void warnsOfOddEntriesOfAKeytabThatOnlyTheValveReads() throws IOException {
        Files.write(conf.resolve("found.keytab"), Found.file("latin1.keytab").toArray());

        assertThat(doctor("--context-xml", context("keytab=\"conf/found.keytab\"")))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "WARN valve GH-C018: BASE/conf/context.xml, line 1: keytab: conf/found.keytab: entry 1"
                                        + " at byte 2 ")
                        .contains("its name is not UTF-8"));
    }

    @Test
    void warnsOfOddEntriesOfACheckedKeytabOnce() throws IOException {
        String found = Files.write(
                        conf.resolve("found.keytab"),
                        Found.file("latin1.keytab").toArray())
                .toString();

        assertThat(doctor("--keytab", found, "--context-xml", context("keytab=\"conf/found.keytab\"")))
                .filteredOn(line -> line.contains("GH-C018"))
                .singleElement()
                .asString()
                .startsWith("WARN keytab GH-C018: BASE/conf/found.keytab: entry 1 ");
    }

    @Test
    void saysWhatAPasswordLacks() throws IOException {
        assertThat(doctor("--context-xml", context("passwordFile=\"conf/none\"")))
                .singleElement()
                .asString()
                .startsWith("ERROR valve GH-C012: BASE/conf/context.xml, line 1: passwordFile: the attribute account is"
                        + " missing, and the attribute spn is missing.");
    }

    private String context(String attributes) throws IOException {
        return Files.writeString(
                        conf.resolve("context.xml"),
                        "<Context><Valve className=\"org.gatehouse.valve.SsoAuthenticator\" " + attributes
                                + "/></Context>")
                .toString();
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
