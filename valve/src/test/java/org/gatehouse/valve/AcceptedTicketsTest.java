package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tickets get in: encryptionTypes, spn and trustedRealms, through the whole of Tomcat. */
class AcceptedTicketsTest {
    @TempDir
    private Path directory;

    @Test
    void areOfEncryptionTypesThatAreListed() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setEncryptionTypes("aes256-sha1"))) {
            assertThat(answer(tomcat, forge -> {})).isEqualTo("200");
        }
        try (TestTomcat tomcat = started(valve -> valve.setEncryptionTypes("aes256-sha2, aes256-sha1"))) {
            assertThat(answer(tomcat, forge -> {})).isEqualTo("200");
            assertThat(answer(tomcat, forge -> forge.ofType(EncryptionType.RC4_HMAC)))
                    .isEqualTo("GH-K014");
        }
    }

    @Test
    void areOfRc4WhereItIsListed() throws Exception {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
        Path keytab =
                Files.write(directory.resolve("rc4.keytab"), KeytabFixture.file(Forge.entry(Forge.SPN, 7, 23, key)));
        try (TestTomcat tomcat = started(valve -> {
            valve.setKeytab(keytab.toString());
            valve.setEncryptionTypes("rc4-hmac");
        })) {
            assertThat(answer(tomcat, forge -> forge.ofType(EncryptionType.RC4_HMAC)))
                    .isEqualTo("200");
            assertThat(answer(tomcat, forge -> {})).isEqualTo("GH-K014");
        }
    }

    @Test
    void haveSessionKeysOfThoseTypesToo() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setEncryptionTypes("aes256-sha1"))) {
            assertThat(answer(tomcat, forge -> {
                        forge.sessionEtype = 17;
                        forge.sessionKey = new byte[16];
                        forge.authenticatorEtype = 17;
                        forge.authenticatorKey = new byte[16];
                    }))
                    .isEqualTo("GH-K014");
        }
    }

    @Test
    void areForNamesThatAreListed() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setSpn("HTTP/alias.example.com"))) {
            assertThat(answer(tomcat, forge -> forge.sname = "HTTP/alias.example.com"))
                    .isEqualTo("200");
            assertThat(answer(tomcat, forge -> {})).isEqualTo("GH-K017");
        }
    }

    @Test
    void areForNamesOfTheKeytabUnlessAnyNameIsRight() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            assertThat(answer(tomcat, forge -> forge.sname = "HTTP/alias.example.com"))
                    .isEqualTo("GH-K016");
        }
        try (TestTomcat tomcat = started(valve -> valve.setSpn("*"))) {
            assertThat(answer(tomcat, forge -> forge.sname = "HTTP/alias.example.com"))
                    .isEqualTo("200");
            assertThat(answer(tomcat, forge -> forge.serviceKey = new byte[32])).isEqualTo("GH-K012");
        }
    }

    @Test
    void areOfClientsInRealmsThatAreListed() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setTrustedRealms("PARTNER.EXAMPLE"))) {
            assertThat(answer(tomcat, forge -> {})).isEqualTo("200");
            assertThat(answer(tomcat, from("PARTNER.EXAMPLE"))).isEqualTo("200");
            assertThat(answer(tomcat, from("ELSEWHERE.EXAMPLE"))).isEqualTo("GH-K042");
            assertThat(answer(tomcat, from("PARTNER.EXAMPLE").andThen(forge -> forge.transited = "ELSEWHERE.EXAMPLE")))
                    .isEqualTo("GH-K043");
        }
    }

    private TestTomcat started(Consumer<SsoAuthenticator> change) throws Exception {
        return TestTomcat.started(Files.createTempDirectory(directory, "tomcat"), change, context -> {});
    }

    private static Consumer<Forge> from(String realm) {
        return forge -> {
            forge.crealm = realm;
            forge.authenticatorRealm = realm;
        };
    }

    /** 200, or the code in the log. */
    private static String answer(TestTomcat tomcat, Consumer<Forge> change) throws Exception {
        String token =
                Base64.getEncoder().encodeToString(Forge.with(change).spnego().toArray());
        var response = tomcat.get("/", "Authorization", "Negotiate " + token);
        return response.statusCode() == 200 ? "200" : RefusalLine.lastCode(tomcat);
    }
}
