package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One application for the users of two domains, each of which has given it a keytab of its own. */
class SeveralKeytabsTest {
    private static final String PARTNER = "PARTNER.EXAMPLE";
    private static final byte[] PARTNER_KEY = filled(1);
    private static final byte[] NEW_PARTNER_KEY = filled(2);
    private static final String KEYTABS = "http.keytab, the partner's.keytab";

    @TempDir
    private Path directory;

    @BeforeEach
    void getAKeytabOfThePartner() throws IOException {
        write(entry(PARTNER, 3, PARTNER_KEY));
    }

    @Test
    void serveBothRealms() throws Exception {
        try (TestTomcat tomcat = started(KEYTABS)) {
            assertThat(signOn(tomcat, forge -> {})).startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, ofPartner(3, PARTNER_KEY))).startsWith("alice@PARTNER.EXAMPLE");
        }
        try (TestTomcat tomcat = started("http.keytab")) {
            assertThat(signOn(tomcat, ofPartner(3, PARTNER_KEY))).contains("GH-K009");
            assertThat(RefusalLine.lastCode(tomcat)).isEqualTo("GH-K015");
        }
    }

    /** The service's own realm may speak for groups of all domains, and each of these is its own realm. */
    @Test
    void bannerNamesTheRiskUntilTheDomainsOfEachRealmAreNamed() throws Exception {
        String risk = "risk: there are keys of several realms";
        String ours = "EXAMPLE.COM=member:S-1-5-21-1-2-3";
        String both = ours + " " + PARTNER + "=member:S-1-5-21-4-5-6";

        assertThat(banner(KEYTABS, "")).contains(risk);
        assertThat(banner(KEYTABS, ours)).contains(risk);
        assertThat(banner(KEYTABS, both)).doesNotContain("risk");
        assertThat(banner("http.keytab", "")).doesNotContain("risk");
    }

    private String banner(String keytab, String sidFilter) throws Exception {
        Files.deleteIfExists(directory.resolve("http.keytab"));
        Consumer<SsoAuthenticator> written = valve -> {
            valve.setKeytab(keytab);
            if (!sidFilter.isEmpty()) {
                valve.setSidFilter(sidFilter);
            }
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, written, context -> {})) {
            return tomcat.lines(Level.INFO).get(0);
        }
    }

    @Test
    void keepTheRealmsApart() throws Exception {
        try (TestTomcat tomcat = started(KEYTABS)) {
            signOn(tomcat, ofPartner(7, Forge.SERVICE_KEY));

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .extracting(line -> RefusalLine.of(line).failure())
                    .asString()
                    .startsWith("GH-K013 KRB_AP_ERR_BADKEYVER (44): the ticket for"
                            + " \"HTTP/portal.example.com@PARTNER.EXAMPLE\" is encrypted with kvno 7; "
                            + partner() + " has 3. ");
        }
    }

    @Test
    void severalKeytabsAreTwoTrustDomainsUnlessAPairSaysOtherwise() throws Exception {
        Consumer<Forge> madeUp = ofPartner(3, PARTNER_KEY).andThen(forge -> {
            forge.crealm = Forge.REALM;
            forge.authenticatorRealm = Forge.REALM;
        });
        try (TestTomcat tomcat = started(KEYTABS)) {
            assertThat(signOn(tomcat, madeUp)).contains("GH-K044");
            assertThat(tomcat.lines(Level.INFO).get(0)).doesNotContain("trusted realms");
        }
        Files.deleteIfExists(directory.resolve("http.keytab"));
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    valve.setKeytab(KEYTABS);
                    valve.setTrustedRealms("PARTNER.EXAMPLE>EXAMPLE.COM");
                },
                context -> {})) {
            assertThat(signOn(tomcat, madeUp)).startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.lines(Level.INFO).get(0))
                    .contains(" · trusted realms PARTNER.EXAMPLE>EXAMPLE.COM · mechanisms ");
        }
    }

    @Test
    void standInTheBannerWithTheirNamesAndRealms() throws Exception {
        try (TestTomcat tomcat = started(KEYTABS)) {
            assertThat(tomcat.lines(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains(" · realm EXAMPLE.COM PARTNER.EXAMPLE · ")
                    .contains(
                            "  HTTP/portal.example.com@EXAMPLE.COM       kvno 7   aes256-sha1   "
                                    + directory.resolve("http.keytab") + "\n",
                            "  HTTP/portal.example.com@PARTNER.EXAMPLE   kvno 3   aes256-sha1   " + partner());
        }
    }

    @Test
    void areTakenOverOneByOne() throws Exception {
        try (TestTomcat tomcat = started(KEYTABS)) {
            write(entry(PARTNER, 4, NEW_PARTNER_KEY));
            lookTwice(tomcat);

            assertThat(signOn(tomcat, ofPartner(4, NEW_PARTNER_KEY))).startsWith("alice@PARTNER.EXAMPLE");
            assertThat(signOn(tomcat, forge -> {})).startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.lines(Level.INFO))
                    .last()
                    .isEqualTo("Gatehouse now uses the new keys in " + directory.resolve("http.keytab") + ", "
                            + partner() + ":"
                            + " HTTP/portal.example.com@PARTNER.EXAMPLE kvno 4 aes256-sha1, was kvno 3 aes256-sha1");
        }
    }

    @Test
    void staySomethingWholeWhenOneIsBroken() throws Exception {
        try (TestTomcat tomcat = started(KEYTABS)) {
            Files.write(directory.resolve("http.keytab"), KeytabFixture.file(entry(Forge.REALM, 8, filled(3))));
            Files.write(partner(), new byte[] {5, 2, 0});
            lookTwice(tomcat);

            assertThat(signOn(tomcat, forge -> {})).startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, ofPartner(3, PARTNER_KEY))).startsWith("alice@PARTNER.EXAMPLE");
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C009: GH-C003, keytab: " + partner() + " is incomplete, ")
                    .endsWith("Until then the keys from before stay in use.");
        }
    }

    /** Two accounts of one domain, of which the one was replaced by the other. */
    @Test
    void mayHoldKeysOfTheSameName() throws Exception {
        write(entry(Forge.REALM, 2, PARTNER_KEY));
        try (TestTomcat tomcat = started(KEYTABS)) {
            assertThat(signOn(tomcat, forge -> {})).startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, forge -> {
                        forge.kvno = OptionalLong.of(2);
                        forge.serviceKey = PARTNER_KEY;
                    }))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.valve().getKeys())
                    .containsExactly("HTTP/portal.example.com@EXAMPLE.COM kvno 7 (2) aes256-sha1");
        }
    }

    private TestTomcat started(String keytabs) throws Exception {
        Files.deleteIfExists(directory.resolve("http.keytab"));
        return TestTomcat.started(directory, valve -> valve.setKeytab(keytabs), context -> {});
    }

    private static void lookTwice(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }

    private Path partner() {
        return directory.resolve("the partner's.keytab");
    }

    private void write(Keytab.Entry entry) throws IOException {
        Files.write(partner(), KeytabFixture.file(entry));
        Files.setPosixFilePermissions(partner(), PosixFilePermissions.fromString("rw-------"));
    }

    private static Keytab.Entry entry(String realm, int kvno, byte[] key) {
        PrincipalName name = new PrincipalName(1, List.of("HTTP", "portal.example.com"));
        return new Keytab.Entry(realm, name, kvno, 18, SecretBytes.copyOf(key));
    }

    private static Consumer<Forge> ofPartner(long kvno, byte[] key) {
        return forge -> {
            forge.realm = PARTNER;
            forge.crealm = PARTNER;
            forge.authenticatorRealm = PARTNER;
            forge.kvno = OptionalLong.of(kvno);
            forge.serviceKey = key;
        };
    }

    private static String signOn(TestTomcat tomcat, Consumer<Forge> change) throws Exception {
        String token =
                Base64.getEncoder().encodeToString(Forge.with(change).spnego().toArray());
        return tomcat.get("/", "Authorization", "Negotiate " + token).body();
    }

    private static byte[] filled(int with) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) with);
        return key;
    }
}
