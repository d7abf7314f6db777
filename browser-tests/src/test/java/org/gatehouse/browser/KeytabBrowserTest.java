package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.Test;

/** Keys that do not belong together: the KDC seals with one, the portal's keytab holds another. */
final class KeytabBrowserTest extends AtADesk {
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final String BADKEYVER = "GH-K013 KRB_AP_ERR_BADKEYVER (44)";
    private static final String MODIFIED = "GH-K012 KRB_AP_ERR_MODIFIED (41)";

    KeytabBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void refusesTicketOfKeyThatIsNewerThanTheKeytab() throws Exception {
        administrator().setPassword("svc-portal", "Changed1!");

        Browser browser = alice().open(lab().portal());

        assertThat(assertRefused(browser, BADKEYVER))
                .contains("is encrypted with kvno 2; ", " has 1. The account's password was changed after the keytab");
    }

    @Test
    void acceptsTicketOfNewKeyWithNewKeytab() throws Exception {
        administrator().setPassword("svc-portal", "Changed1!");
        lab().renewKeytab();

        Browser browser = alice().open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    void refusesTicketFromBeforeTheChangeOfThePassword() throws Exception {
        Browser browser = alice().open(lab().portal());
        administrator().setPassword("svc-portal", "Changed1!");
        lab().renewKeytab();

        browser.forgetCookies();
        browser.open(lab().portal());

        assertThat(assertRefused(browser, BADKEYVER))
                .contains("is encrypted with kvno 1; ", " has 2. The client's ticket is from before the last change");
    }

    @Test
    void staysSignedOnOverChangeOfThePassword() throws Exception {
        Browser browser = alice().open(lab().portal());
        administrator().setPassword("svc-portal", "Changed1!");
        lab().renewKeytab();

        browser.open(lab().portal());

        assertThat(browser.text()).contains("reused: no ticket was needed");
    }

    @Test
    void refusesTicketOfTheOtherOwnersKey() throws Exception {
        administrator().addServicePrincipalName("svc-dup-b", SPN);
        lab().realm().setPolicy(lab().realm().policy().withDuplicateSpn(DuplicateSpn.NEWEST_OWNER));

        Browser browser = alice().open(lab().portal());

        assertThat(assertRefused(browser, MODIFIED))
                .contains("Usually the SPN is registered on two accounts", "setspn -Q " + SPN);
    }

    @Test
    void refusesTicketOfTheAccountThatTheNameWasMovedTo() throws Exception {
        administrator().removeServicePrincipalName("svc-portal", SPN);
        administrator().addServicePrincipalName("WS1", SPN);

        Browser browser = alice().open(lab().portal());

        assertThat(assertRefused(browser, MODIFIED))
                .startsWith("the ticket for \"" + SPN
                        + "\" (kvno 1, aes256-sha1) cannot be decrypted with the key of that name");
    }

    @Test
    void signsOnAsSoonAsTheNameIsBackWhereItBelongs() throws Exception {
        administrator().removeServicePrincipalName("svc-portal", SPN);
        administrator().addServicePrincipalName("WS1", SPN);
        assertRefused(alice().open(lab().portal()), MODIFIED);

        administrator().removeServicePrincipalName("WS1", SPN);
        administrator().addServicePrincipalName("svc-portal", SPN);

        assertSignedOn(alice().open(lab().portal()), "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    void refusesTicketForNameThatTheKeytabLacks() throws Exception {
        administrator().addServicePrincipalName("svc-portal", "HTTP/new.lab.localhost");

        Browser browser = alice().open(lab().url("new.lab.localhost"));

        assertThat(assertRefused(browser, "GH-K016 KRB_AP_ERR_NOT_US (35)"))
                .startsWith("the ticket is for \"HTTP/new.lab.localhost@LAB.LOCALHOST\". ");
    }
}
