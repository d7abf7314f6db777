package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters outside of ASCII that Unicode folds to one inside it: the Kelvin sign, the long s, the Turkish i. */
class FoldedNamesTest {
    @TempDir
    private Path directory;

    private AttackedSite site() throws Exception {
        return new AttackedSite(Files.createTempDirectory(directory, "base"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/\u212Aiosks.example.com", "HTTP/kio\u017Fks.example.com", "HTTP/k\u0131osks.example.com",
                "HTTP/k\u0130osks.example.com", "HTTP/kiosks.example.com\u200B", "HTTP/\uFF4Biosks.example.com"
            })
    void foldedNamesAreNoOtherSpellingOfAServiceName(String sname) throws Exception {
        for (String spn : new String[] {"", "HTTP/kiosks.example.com"}) {
            AttackedSite site = site().keytab(
                            KeytabFixture.file(KeytabFixture.entry(7, "HTTP/kiosks.example.com", Forge.SERVICE_KEY)));
            if (!spn.isEmpty()) {
                site.with("spn", spn);
            }
            try (AttackedTomcat tomcat = site.start()) {
                assertThat(tomcat.status(ForgedTokens.with(forge -> forge.sname = sname)))
                        .isEqualTo(401);
                assertThat(tomcat.status(ForgedTokens.with(forge -> forge.sname = "HTTP/KIOSKS.example.COM")))
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"KIOSK.COM, \u212AIOSK.COM", "KIOSK.COM, KIO\u017FK.COM", "KIOSK.COM, K\u0131OSK.COM", "İZ.COM, IZ.COM"
    })
    void foldedNamesAreNoOtherSpellingOfATrustedRealm(String trusted, String realm) throws Exception {
        try (AttackedTomcat tomcat = site().with("trustedRealms", trusted).start()) {
            assertThat(tomcat.status(ForgedTokens.with(ForgedTokens.realm(realm))))
                    .isNotEqualTo(200);
        }
    }

    @Test
    void foldedNamesAreNoOtherSpellingOfTheTicketsRealm() throws Exception {
        byte[] keytab = KeytabFixture.file(KeytabFixture.entry("KIOSK.COM", 7, Forge.SERVICE_KEY));
        try (AttackedTomcat tomcat = site().keytab(keytab).start()) {
            for (String realm : new String[] {"\u212AIOSK.COM", "KIO\u017FK.COM", "K\u0131OSK.COM"}) {
                assertThat(tomcat.status(ForgedTokens.with(forge -> forge.realm = realm)))
                        .as(realm)
                        .isEqualTo(401);
            }
            assertThat(tomcat.status(ForgedTokens.with(forge -> forge.realm = "KIOSK.COM")))
                    .isEqualTo(200);
        }
    }
}
