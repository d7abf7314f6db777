package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.Test;

/** Names for which the KDC gives no ticket, or none that helps: the browser is silent about it. */
final class SpnBrowserTest extends AtADesk {
    private static final String REALM = "@LAB.LOCALHOST";
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final String DUPLICATE = "HTTP/duplicate.lab.localhost";
    private static final String LEGACY = "HTTP/legacy.lab.localhost";

    SpnBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void getsNoTicketForNameThatWasNeverRegistered() throws Exception {
        Browser browser = alice().open(lab().url("unregistered.lab.localhost"));

        assertNothingOffered(browser);
        assertNoTicket("HTTP/unregistered.lab.localhost" + REALM, KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN);
    }

    @Test
    void getsNoTicketWhenTheNameIsTakenAway() throws Exception {
        administrator().removeServicePrincipalName("svc-portal", SPN);

        Browser browser = alice().open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(SPN + REALM, KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN);
    }

    @Test
    void getsNoTicketForNameThatIsRegisteredWithPort() throws Exception {
        administrator().removeServicePrincipalName("svc-portal", SPN);
        administrator()
                .addServicePrincipalName(
                        "svc-portal", SPN + ":" + lab().portal().getPort());

        Browser browser = alice().open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(SPN + REALM, KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN);
    }

    @Test
    void signsOnByShortName() throws Exception {
        Browser browser =
                alice().open(URI.create("http://portal:" + lab().portal().getPort() + "/"));

        assertSignedOn(browser, "Alice Liddell", "HTTP/portal@LAB.LOCALHOST");
    }

    @Test
    void getsNoTicketForNameOfTwoOwners() throws Exception {
        Browser browser = alice().open(lab().url("duplicate.lab.localhost"));

        assertNothingOffered(browser);
        assertNoTicket(DUPLICATE + REALM, KdcError.KDC_ERR_PRINCIPAL_NOT_UNIQUE);
    }

    @Test
    void getsNoTicketFromKdcThatHidesTheDuplicate() throws Exception {
        duplicatesAre(DuplicateSpn.S_PRINCIPAL_UNKNOWN);

        Browser browser = alice().open(lab().url("duplicate.lab.localhost"));

        assertNothingOffered(browser);
        assertNoTicket(DUPLICATE + REALM, KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN);
    }

    @Test
    void isRefusedWithTicketForTheOtherOfTwoOwners() throws Exception {
        duplicatesAre(DuplicateSpn.NEWEST_OWNER);

        Browser browser = alice().open(lab().url("duplicate.lab.localhost"));

        assertThat(assertRefused(browser, "GH-K012 KRB_AP_ERR_MODIFIED (41)"))
                .startsWith(
                        "the ticket for \"HTTP/duplicate.lab.localhost\" (kvno 1, aes256-sha1) cannot be decrypted with the key");
    }

    @Test
    void signsOnWhenTheDuplicateIsGone() throws Exception {
        administrator().removeServicePrincipalName("svc-dup-b", DUPLICATE);
        lab().renewKeytab();

        Browser browser = alice().open(lab().url("duplicate.lab.localhost"));

        assertSignedOn(browser, "Alice Liddell", "HTTP/duplicate.lab.localhost@LAB.LOCALHOST");
    }

    /** MIT's library still takes a ticket that is sealed with RC4; the JDK does not offer RC4 at all. */
    @Test
    void showsServiceThatKnowsOnlyRc4() throws Exception {
        Browser browser = alice().open(lab().url("legacy.lab.localhost"));

        switch (kind()) {
            case CHROMIUM, FIREFOX ->
                assertThat(assertRefused(browser, "GH-K014 KDC_ERR_ETYPE_NOSUPP (14)"))
                        .startsWith(
                                "the ticket for \"HTTP/legacy.lab.localhost@LAB.LOCALHOST\" is encrypted with rc4-hmac");
            case HTML_UNIT -> {
                assertNothingOffered(browser);
                assertNoTicket(LEGACY + REALM, KdcError.KDC_ERR_ETYPE_NOSUPP);
            }
        }
    }

    @Test
    void signsOnToServiceThatHasLearntAes() throws Exception {
        administrator().setEncryptionTypes("svc-legacy", 24);
        administrator().setPassword("svc-legacy", "Renewed1!");
        lab().renewKeytab();

        Browser browser = alice().open(lab().url("legacy.lab.localhost"));

        assertSignedOn(browser, "Alice Liddell", "HTTP/legacy.lab.localhost@LAB.LOCALHOST");
    }

    private void duplicatesAre(DuplicateSpn outcome) {
        lab().realm().setPolicy(lab().realm().policy().withDuplicateSpn(outcome));
    }
}
