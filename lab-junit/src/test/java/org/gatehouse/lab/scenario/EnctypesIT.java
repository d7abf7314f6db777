package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Encryption types: of a ticket, of the session key in it, and of the keys in the keytab ([MS-KILE] 2.2.7). */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class EnctypesIT extends Scenario {
    private static final int RC4 = 0x4;
    private static final int AES128 = 0x8;
    private static final int AES256 = 0x10;
    private static final int AES_SESSION_KEYS = 0x20;
    private static final String LEGACY = "HTTP/legacy.lab.localhost@LAB.LOCALHOST";

    EnctypesIT(Client client) {
        super(client);
    }

    /** 0 stands for no attribute at all. */
    @ParameterizedTest
    @CsvSource({
        "0, AES256_SHA1, aes256-sha1",
        "8, AES128_SHA1, aes128-sha1",
        "16, AES256_SHA1, aes256-sha1",
        "24, AES256_SHA1, aes256-sha1",
        "28, AES256_SHA1, aes256-sha1"
    })
    void areTheAccounts(int supported, Etype expected, String shown) throws Exception {
        administrator().setEncryptionTypes("svc-portal", supported);
        lab().renewKeytab();
        logOnAlice();

        Response response = seat().open(lab().portal());

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("how       Kerberos, " + shown + ", mutual authentication");
        KdcEvent.Issued ticket = onlyIssued(PORTAL);
        assertThat(ticket.ticketEtype()).isEqualTo(expected);
        assertThat(ticket.sessionKeyEtype()).isEqualTo(expected);
    }

    @Test
    void ofTheUserAreNoMatterOfThePortal() throws Exception {
        administrator().setEncryptionTypes("alice", AES128);
        logOnAlice();

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
        assertThat(onlyIssued(PORTAL).ticketEtype()).isEqualTo(Etype.AES256_SHA1);
    }

    @Test
    void ofTheKeytabAreTooFewForTheTicket() throws Exception {
        administrator().setEncryptionTypes("svc-portal", AES128);
        lab().renewKeytab();
        administrator().setEncryptionTypes("svc-portal", AES128 | AES256);
        logOnAlice();

        Response response = seat().open(lab().portal());

        assertThat(assertRefused(response, "GH-K011 KRB_AP_ERR_NOKEY (45)"))
                .startsWith("the ticket for \"" + PORTAL + "\" is encrypted with aes256-sha1. ")
                .contains(" has only aes128-sha1 for that name. Export the keytab again");
    }

    /** The ticket is a matter of service and KDC; with the session key the client has to work itself. */
    @Test
    void ofAServiceThatKnowsOnlyRc4AreNotAccepted() throws Exception {
        logOnAlice();
        Optional<String> said = seat().getTicket(lab().url("legacy.lab.localhost"));

        switch (client()) {
            case MIT, MIT_BY_ITS_OWN_CLOCK -> {
                assertThat(said).isEmpty();
                assertThat(onlyIssued(LEGACY).sessionKeyEtype()).isEqualTo(Etype.RC4_HMAC);
                assertRefusedForRc4(seat().open(lab().url("legacy.lab.localhost")));
            }
            case JDK -> {
                assertThat(said).get().asString().contains("KDC has no support for encryption type (14)");
                assertThat(refusals())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line)
                                .startsWith(
                                        "TGS-REQ alice@LAB.LOCALHOST for " + LEGACY + ": KDC_ERR_ETYPE_NOSUPP (14): ")
                                .endsWith(", the service svc-legacy has [rc4-hmac]"));
                assertNothingOffered(seat().open(lab().url("legacy.lab.localhost")));
            }
        }
    }

    /** What Windows does since it prefers AES for session keys: the ticket stays RC4, and every client gets it. */
    @Test
    void ofASessionKeyDoNotHelpATicketThatIsSealedWithRc4() throws Exception {
        administrator().setEncryptionTypes("svc-legacy", RC4 | AES_SESSION_KEYS);
        logOnAlice();

        assertThat(seat().getTicket(lab().url("legacy.lab.localhost"))).isEmpty();

        assertThat(onlyIssued(LEGACY).ticketEtype()).isEqualTo(Etype.RC4_HMAC);
        assertThat(onlyIssued(LEGACY).sessionKeyEtype()).isEqualTo(Etype.AES256_SHA1);
        assertRefusedForRc4(seat().open(lab().url("legacy.lab.localhost")));
    }

    @Test
    void areFixedAsTheLogSays() throws Exception {
        administrator().setEncryptionTypes("svc-legacy", AES128 | AES256);
        administrator().setPassword("svc-legacy", "Renewed1!");
        lab().renewKeytab();
        logOnAlice();

        assertSignedOn(seat().open(lab().url("legacy.lab.localhost")), "alice@LAB.LOCALHOST");
    }

    private void assertRefusedForRc4(Response response) {
        assertThat(assertRefused(response, "GH-K014 KDC_ERR_ETYPE_NOSUPP (14)"))
                .startsWith("the ticket for \"" + LEGACY + "\" is encrypted with rc4-hmac (23), which is not accepted.")
                .contains("msDS-SupportedEncryptionTypes 24");
    }
}
