package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anyone who has the key of one realm must not become a user of the other one. */
class TwoRealmsTest {
    private static final String PARTNER = "PARTNER.COM";
    private static final byte[] PARTNER_KEY = Arrays.copyOf(new byte[] {'p', 'a', 'r'}, 32);

    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @AfterEach
    void stop() throws Exception {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    private AttackedSite site() throws Exception {
        return new AttackedSite(Files.createTempDirectory(directory, "base"))
                .keytab(KeytabFixture.file(
                        KeytabFixture.entry(7, Forge.SERVICE_KEY), KeytabFixture.entry(PARTNER, 7, PARTNER_KEY)));
    }

    /** A ticket made with the partner's key, for a user of this realm. */
    private static Consumer<Forge> byPartner(String userRealm) {
        return ForgedTokens.realm(userRealm).andThen(forge -> {
            forge.realm = PARTNER;
            forge.serviceKey = PARTNER_KEY;
        });
    }

    private static Consumer<Forge> byUs(String userRealm) {
        return ForgedTokens.realm(userRealm);
    }

    private void assertNotVouchedFor(Consumer<Forge> token) throws Exception {
        tomcat.log.clear();
        HttpResponse<String> response = tomcat.signIn(ForgedTokens.with(token));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-K044");
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        assertThat(tomcat.log.warnings())
                .singleElement()
                .asString()
                .startsWith("GH-K044")
                .contains("\"alice");
    }

    @Test
    void twoRealmsKeepTheirOwnUsersAndThoseOfThirdRealms() throws Exception {
        tomcat = site().start();

        assertThat(tomcat.status(ForgedTokens.with(byUs("EXAMPLE.COM")))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.with(byPartner(PARTNER)))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.with(byPartner("THIRD.TEST")))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.with(byUs("THIRD.TEST")))).isEqualTo(200);
    }

    @Test
    void twoRealmsDoNotVouchForEachOthersUsers() throws Exception {
        tomcat = site().start();

        assertNotVouchedFor(byPartner("EXAMPLE.COM"));
        assertNotVouchedFor(byUs(PARTNER));
    }

    /** Whatever the ticket says of its way, its age, its version or its user. */
    @Test
    void twoRealmsDoNotVouchForEachOthersUsersInOtherWords() throws Exception {
        tomcat = site().start();

        assertNotVouchedFor(byPartner("EXAMPLE.COM").andThen(forge -> forge.transited = "EXAMPLE.COM"));
        assertNotVouchedFor(byPartner("EXAMPLE.COM").andThen(forge -> forge.kvno = OptionalLong.empty()));
        assertNotVouchedFor(byPartner("EXAMPLE.COM").andThen(forge -> forge.authTime = Forge.NOW.minusSeconds(9)));
        assertNotVouchedFor(byPartner("EXAMPLE.COM").andThen(forge -> {
            forge.cname = List.of("alice", "admin");
            forge.authenticatorName = List.of("alice", "admin");
        }));
    }

    /** Realms of Active Directory are compared without case. */
    @ParameterizedTest
    @ValueSource(strings = {"example.com", "Example.Com", "EXAMPLE.com"})
    void twoRealmsDoNotVouchForEachOthersUsersInAnotherCase(String realm) throws Exception {
        tomcat = site().start();

        assertThat(tomcat.status(ForgedTokens.with(byPartner(realm)))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "HTTP/portal.example.com", "HTTP/portal.example.com HTTP/alias.example.com"})
    void twoRealmsDoNotVouchForEachOthersUsersWhicheverNamesAreAccepted(String spn) throws Exception {
        tomcat = site().with("spn", spn).start();

        assertNotVouchedFor(byPartner("EXAMPLE.COM"));
        assertNotVouchedFor(byUs(PARTNER));
        assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
    }

    /** The ticket's realm stands outside of what is encrypted: only the key tells who made it. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "HTTP/portal.example.com"})
    void twoRealmsAreToldByTheKeyAndNotByTheNameOnTheTicket(String spn) throws Exception {
        tomcat = site().with("spn", spn).start();

        for (OptionalLong kvno : List.of(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.of(8))) {
            String token = ForgedTokens.with(forge -> {
                forge.serviceKey = PARTNER_KEY;
                forge.kvno = kvno;
            });

            assertThat(tomcat.status(token)).as("kvno " + kvno).isEqualTo(401);
        }
    }

    @Test
    void twoRealmsAreToldApartOverSeveralKeytabsToo() throws Exception {
        AttackedSite site = new AttackedSite(directory);
        Path other = Files.write(
                directory.resolve("partner.keytab"), KeytabFixture.file(KeytabFixture.entry(PARTNER, 7, PARTNER_KEY)));
        Files.setPosixFilePermissions(other, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        tomcat = site.with("keytab", "http.keytab, partner.keytab").start();

        assertNotVouchedFor(byPartner("EXAMPLE.COM"));
        assertNotVouchedFor(byUs(PARTNER));
        assertThat(tomcat.status(ForgedTokens.with(byPartner(PARTNER)))).isEqualTo(200);
    }

    /** To trust a realm's users is not to let it vouch for ours. */
    @ParameterizedTest
    @ValueSource(strings = {"PARTNER.COM", "PARTNER.COM EXAMPLE.COM", "PARTNER.COM, EXAMPLE.COM, THIRD.TEST"})
    void twoRealmsDoNotVouchByBeingTrusted(String trusted) throws Exception {
        tomcat = site().with("trustedRealms", trusted).start();

        assertNotVouchedFor(byPartner("EXAMPLE.COM"));
        assertNotVouchedFor(byUs(PARTNER));
    }

    @Test
    void twoRealmsVouchInTheDirectionThatIsConfigured() throws Exception {
        tomcat = site().with("trustedRealms", "PARTNER.COM>EXAMPLE.COM").start();

        assertThat(tomcat.signIn(ForgedTokens.with(byPartner("EXAMPLE.COM"))).body())
                .startsWith("user=alice@EXAMPLE.COM");
        assertThat(tomcat.status(ForgedTokens.with(byUs("EXAMPLE.COM")))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.with(byPartner(PARTNER)))).isEqualTo(200);
        assertNotVouchedFor(byUs(PARTNER));
    }

    @Test
    void twoRealmsVouchAsTheBannerSays() throws Exception {
        tomcat = site().with("trustedRealms", "PARTNER.COM>EXAMPLE.COM").start();

        assertThat(tomcat.log.linesOf(Level.INFO))
                .anySatisfy(line -> assertThat(line).startsWith("Gatehouse ").contains("PARTNER.COM>EXAMPLE.COM"));
    }

    @Test
    void twoRealmsVouchInBothDirectionsIfBothAreConfigured() throws Exception {
        tomcat = site().with("trustedRealms", "PARTNER.COM>EXAMPLE.COM, EXAMPLE.COM>PARTNER.COM")
                .start();

        assertThat(tomcat.status(ForgedTokens.with(byPartner("EXAMPLE.COM")))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.with(byUs(PARTNER)))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {">", ">EXAMPLE.COM", "PARTNER.COM>", "A.COM>B.COM>C.COM", "A.COM>>B.COM", "A.COM>B,>C", "<A.COM"
            })
    void twoRealmsAreNotConfiguredByHalf(String wrong) throws Exception {
        tomcat = site().with("trustedRealms", wrong).start();

        assertThat(tomcat.log.with(Level.SEVERE, "GH-C006")).isNotEmpty();
        assertThat(tomcat.status(ForgedTokens.alice())).isNotEqualTo(200);
    }
}
