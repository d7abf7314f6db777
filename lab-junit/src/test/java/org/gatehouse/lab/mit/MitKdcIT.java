package org.gatehouse.lab.mit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.cli.Main;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tickets and keytabs of MIT's KDC. */
@Timeout(300)
class MitKdcIT extends AtMitsKdc {
    private static final Duration MINUTES_7 = Duration.ofMinutes(7);

    @ParameterizedTest
    @CsvSource({
        "aes128-cts-hmac-sha1-96, aes128-sha1",
        "aes256-cts-hmac-sha1-96, aes256-sha1",
        "aes128-cts-hmac-sha256-128, aes128-sha2",
        "aes256-cts-hmac-sha384-192, aes256-sha2"
    })
    void signsOnWithATicketAndASessionKeyOfEveryType(String enctype, String shown) throws Exception {
        service(service, enctype);
        realm.setSessionEnctype(service, enctype);
        portal.use(keytab);

        Response response = desk.logOn().signOn(portal.url(host));

        assertSignedOn(response);
        assertThat(response.body()).contains("how       Kerberos, " + shown + ", mutual authentication");
        assertThat(desk.klist()).contains("Etype (skey, tkt): " + enctype + ", " + enctype);
    }

    @Test
    void signsOnWithASessionKeyOfAnotherTypeThanTheTickets() throws Exception {
        service(service, "aes128-cts-hmac-sha256-128");
        realm.setSessionEnctype(service, "aes256-cts-hmac-sha1-96");
        portal.use(keytab);

        assertSignedOn(desk.logOn().signOn(portal.url(host)));
        assertThat(desk.klist()).contains("Etype (skey, tkt): aes256-cts-hmac-sha1-96, aes128-cts-hmac-sha256-128");
    }

    /** The KDC issues it as long as the service has no other key. */
    @Test
    void refusesATicketOfRc4() throws Exception {
        service(service, SHA1);
        portal.use(keytab);
        realm.remove(service);
        service(service, "arcfour-hmac");

        assertRefused(
                desk.logOn().signOn(portal.url(host)),
                "GH-K014 KDC_ERR_ETYPE_NOSUPP (14)",
                "the ticket for \"" + service,
                "rc4");
    }

    @Test
    void acceptsATicketAndASessionKeyOfRc4WhereThatIsAllowed() throws Exception {
        service(service, "arcfour-hmac");
        realm.setSessionEnctype(service, "arcfour-hmac");
        portal.use(keytab, true);

        Response response = desk.logOn().signOn(portal.url(host));

        assertSignedOn(response);
        assertThat(response.body()).contains("how       Kerberos, rc4-hmac, mutual authentication");
        assertThat(desk.klist()).contains("Etype (skey, tkt): DEPRECATED:arcfour-hmac, DEPRECATED:arcfour-hmac");
    }

    /** The types of [MS-PAC] 2.4: both signatures, the client's name, and the ticket's signature. */
    @Test
    void signsOnWithTheAuthorizationDataThatMitPutsIn() throws Exception {
        service(service, SHA1);
        portal.use(keytab);

        assertSignedOn(desk.logOn().signOn(portal.url(host)));

        assertThat(MitTicket.pacBuffers(desk.ticketCache(), keytab, service)).contains(6, 7, 10, 16);
    }

    @Test
    void refusesATicketFromBeforeTheKeysLastChange() throws Exception {
        service(service, SHA1);
        desk.logOn().kvno(service).orThrow();
        Path newer = own.resolve("newer.keytab");
        realm.export(newer, service, SHA1);
        portal.use(newer);

        Response response = desk.signOn(portal.url(host));

        assertRefused(response, "GH-K013 KRB_AP_ERR_BADKEYVER (44)", "kvno 2", " has 3. ");
        assertSignedOn(desk.logOn().signOn(portal.url(host)));
    }

    @Test
    void acceptsATicketFromBeforeTheKeysLastChangeIfTheKeytabKeepsTheOldKey() throws Exception {
        service(service, SHA1);
        desk.logOn().kvno(service).orThrow();
        realm.export(keytab, service, SHA1);
        portal.use(keytab);

        assertSignedOn(desk.signOn(portal.url(host)));
        assertSignedOn(desk.logOn().signOn(portal.url(host)));
    }

    /** An account that was deleted and made anew counts from the beginning. */
    @Test
    void refusesATicketThatIsSealedWithAnotherKeyOfTheSameVersion() throws Exception {
        service(service, SHA1);
        desk.logOn().kvno(service).orThrow();
        Path another = own.resolve("another.keytab");
        realm.remove(service);
        realm.addService(service, SHA1);
        realm.export(another, service, SHA1);
        portal.use(another);

        assertRefused(desk.signOn(portal.url(host)), "GH-K012 KRB_AP_ERR_MODIFIED (41)", service);
    }

    @Test
    void servesEveryNameOfAKeytab() throws Exception {
        List<String> hosts = List.of("a." + host, "b." + host, "c." + host);
        for (String each : hosts) {
            service("HTTP/" + each, SHA1);
        }
        portal.use(keytab);
        desk.logOn();

        for (String each : hosts) {
            Response response = desk.signOn(portal.url(each));

            assertSignedOn(response);
            assertThat(response.body()).contains("service   HTTP/" + each + "@" + MitRealm.NAME);
        }
    }

    @Test
    void refusesATicketForANameThatTheKeytabHasNot() throws Exception {
        service("HTTP/a." + host, SHA1);
        portal.use(keytab);
        Path elsewhere = own.resolve("elsewhere.keytab");
        realm.addService("HTTP/b." + host, SHA1);
        realm.export(elsewhere, "HTTP/b." + host, SHA1);

        Response response = desk.logOn().signOn(portal.url("b." + host));

        assertRefused(response, "GH-K010 KRB_AP_ERR_NOKEY (45)", "HTTP/b." + host, "HTTP/a." + host);
    }

    @Test
    void refusesAClientWhoseClockIsAhead() throws Exception {
        service(service, SHA1);
        portal.use(keytab);
        desk.logOn().kvno(service).orThrow();

        assertRefused(desk.signOnAhead(portal.url(host), MINUTES_7), "GH-K031 KRB_AP_ERR_SKEW (37)", " ahead of ");
    }

    /** By the server's clock: with one that is behind, the client itself holds its ticket for not valid yet. */
    @Test
    void refusesAClientWhoseClockIsBehind() throws Exception {
        service(service, SHA1);
        portal.use(keytab);
        portal.clock().setShift(MINUTES_7);

        assertRefused(desk.logOn().signOn(portal.url(host)), "GH-K031 KRB_AP_ERR_SKEW (37)", " behind ");
    }

    /** Its -k decrypts a ticket with the keytab, as a server would. */
    @Test
    void hasKeytabsThatMitReadsAfterOursAreMergedWithTheCommand() throws Exception {
        service("HTTP/a." + host, SHA1);
        Path second = own.resolve("second.keytab");
        realm.addService(service, "aes256-cts-hmac-sha384-192");
        realm.export(second, service, "aes256-cts-hmac-sha384-192");
        Path merged = own.resolve("merged.keytab");
        Program.run(
                        Program.java(
                                List.of(),
                                Main.class,
                                List.of(
                                        "keytab",
                                        "merge",
                                        keytab.toString(),
                                        second.toString(),
                                        "--out",
                                        merged.toString())),
                        Map.of(),
                        "")
                .orThrow();
        desk.logOn();

        for (String name : List.of("HTTP/a." + host, service)) {
            assertThat(desk.kvno("-k", merged.toString(), name).orThrow().output())
                    .contains(name + "@" + MitRealm.NAME + ": kvno = 2, keytab entry valid");
        }
        portal.use(merged);
        assertSignedOn(desk.signOn(portal.url(host)));
    }

    private void service(String name, String enctype) throws IOException {
        realm.addService(name, enctype);
        realm.export(keytab, name, enctype);
    }

    private static void assertSignedOn(Response response) {
        assertThat(response.status()).as("%s, %s", response, portal.warnings()).isEqualTo(200);
        assertThat(response.body()).startsWith(USER + "\n");
    }

    private static void assertRefused(Response response, String cause, String... facts) {
        assertThat(response.status()).as(response.toString()).isEqualTo(401);
        assertThat(portal.warnings())
                .singleElement()
                .asString()
                .startsWith(cause + " [")
                .contains(facts);
    }
}
