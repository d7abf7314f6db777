package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications in one Tomcat, of two realms: the same host name, another realm, another key. */
class SeveralApplicationsTest {
    private static final String PARTNER = "PARTNER.COM";
    private static final byte[] PARTNER_KEY = new byte[32];

    @TempDir
    private Path directory;

    private TestTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        Path keytab = Files.createFile(
                directory.resolve("partner.keytab"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keytab, KeytabFixture.file(KeytabFixture.entry(PARTNER, 7, PARTNER_KEY)));
        tomcat = new TestTomcat(directory, valve -> {}, context -> {})
                .withSecondApplication("/partner", valve -> valve.setKeytab("partner.keytab"));
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void acceptTheTicketsOfTheirOwnRealm() throws Exception {
        assertThat(tomcat.get("/", Negotiate.alice()).body()).startsWith("alice@EXAMPLE.COM by Kerberos at ");
        assertThat(tomcat.get("/partner/", "Authorization", partner()).body())
                .startsWith("carol@PARTNER.COM by Kerberos at HTTP/portal.example.com@PARTNER.COM");
    }

    @Test
    void refuseTheTicketsOfTheOther() throws Exception {
        HttpResponse<String> here = tomcat.get("/", "Authorization", partner());
        HttpResponse<String> there = tomcat.get("/partner/", Negotiate.alice());

        assertThat(here.statusCode()).isEqualTo(401);
        assertThat(here.body()).startsWith("Sign-in did not work (GH-K009, ");
        assertThat(there.statusCode()).isEqualTo(401);
        assertThat(there.body()).startsWith("Sign-in did not work (GH-K009, ");
        assertThat(tomcat.lines(Level.WARNING))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("GH-K015 "));
    }

    /** A user who writes the other realm into the ticket that they have. */
    @Test
    void refuseATicketThatOnlyClaimsToBeOfTheirRealm() throws Exception {
        String relabelled = Negotiate.header(Forge.with(forge -> forge.serviceKey = PARTNER_KEY));

        assertThat(tomcat.get("/", "Authorization", relabelled).body()).startsWith("Sign-in did not work (GH-K009, ");
        assertThat(RefusalLine.lastCode(tomcat)).isEqualTo("GH-K012");
    }

    /** A session belongs to the application that has made it. */
    @Test
    void doNotTakeEachOthersSessions() throws Exception {
        String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

        assertThat(tomcat.get("/partner/", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    private static String partner() {
        return Negotiate.header(Forge.with(forge -> {
            forge.realm = PARTNER;
            forge.crealm = PARTNER;
            forge.authenticatorRealm = PARTNER;
            forge.serviceKey = PARTNER_KEY;
            forge.cname = List.of("carol");
            forge.authenticatorName = List.of("carol");
        }));
    }
}
