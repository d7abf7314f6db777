package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who may not log on, and users who no longer might while they are signed on. */
final class AccountBrowserTest extends AtADesk {
    private static final String PORTAL = "HTTP/portal.lab.localhost@LAB.LOCALHOST";

    AccountBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    /** What an administrator, or time, does to an account so that it cannot log on any more. */
    enum Restriction {
        DISABLED {
            @Override
            void put(DomainAdministration administrator, String user) throws AdministrationException {
                administrator.setControl(user, AccountState.ACCOUNT_DISABLE, true);
            }
        },
        LOCKED {
            @Override
            void put(DomainAdministration administrator, String user) throws AdministrationException {
                administrator.lock(user);
            }
        },
        EXPIRED {
            @Override
            void put(DomainAdministration administrator, String user) throws AdministrationException {
                administrator.setExpiry(user, Optional.of(Instant.now().minus(Duration.ofDays(1))));
            }
        };

        abstract void put(DomainAdministration administrator, String user) throws AdministrationException;
    }

    @ParameterizedTest
    @CsvSource({
        "dora, Disabled1!, revoked",
        "ernie, Expired1!, revoked",
        "lola, Locked1!, revoked",
        "paul, Change1!, expired",
        "otto, Outdated1!, expired",
        "alice, Wonderland2!, incorrect",
        "nobody, Nothing1!, not found"
    })
    void doesNotSignOnWhoCannotLogOn(String user, String password, String why) throws Exception {
        assertThatThrownBy(() -> desk().logOn(user, password))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);

        assertNothingOffered(browser().open(lab().portal()));
    }

    @ParameterizedTest
    @EnumSource
    void staysSignedOnWhoIsRestrictedMeanwhile(Restriction restriction) throws Exception {
        Browser browser = alice().open(lab().portal());
        restriction.put(administrator(), "alice");

        browser.open(lab().portal());

        assertThat(browser.text()).contains("reused: no ticket was needed");
    }

    /** The ticket for the portal is good until it ends: nobody asks the domain again. */
    @ParameterizedTest
    @EnumSource
    void signsOnWithTicketFromBeforeTheRestriction(Restriction restriction) throws Exception {
        Browser browser = alice().open(lab().portal());
        restriction.put(administrator(), "alice");

        browser.forgetCookies();
        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @ParameterizedTest
    @EnumSource
    void getsNoOtherTicketAfterTheRestriction(Restriction restriction) throws Exception {
        Browser browser = alice();
        restriction.put(administrator(), "alice");

        browser.open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(PORTAL, KdcError.KDC_ERR_CLIENT_REVOKED);
    }

    @Test
    void getsNoOtherTicketWhoWasDeleted() throws Exception {
        Browser browser = alice();
        administrator().delete("alice");

        browser.open(lab().portal());

        assertNothingOffered(browser);
    }

    /** Nobody knows any more what people call her. */
    @Test
    void staysSignedOnWhoWasDeleted() throws Exception {
        Browser browser = alice().open(lab().portal());
        administrator().delete("alice");

        browser.open(lab().portal());

        assertSignedOn(browser, "alice@LAB.LOCALHOST", "reused: no ticket was needed");
    }

    /** MIT's library keeps the ticket by which she goes to the other realm; the JDK gets a new one each time. */
    @Test
    void showsVisitorWhomHerOwnRealmHasDisabledMeanwhile() throws Exception {
        desk().logOn("carol@PARTNER.LOCALHOST", "Partner1!");
        Browser browser = browser().open(lab().portal());
        lab().realm("PARTNER.LOCALHOST").administration().setControl("carol", AccountState.ACCOUNT_DISABLE, true);

        browser.open(lab().url("files.lab.localhost"));

        switch (kind()) {
            case CHROMIUM, FIREFOX ->
                assertSignedOn(browser, "Carol Carpenter", "HTTP/files.lab.localhost@LAB.LOCALHOST");
            case HTML_UNIT -> assertNothingOffered(browser);
        }
    }

    @Test
    void explainsItselfToUserWhoIsNotLoggedOn() throws Exception {
        assertNothingOffered(browser().open(lab().portal()));
        assertThat(lab().log().kdcEvents()).isEmpty();
    }

    @Test
    void signsOnAgainWhoIsEnabledAgain() throws Exception {
        Browser browser = alice();
        administrator().setControl("alice", AccountState.ACCOUNT_DISABLE, true);
        assertNothingOffered(browser.open(lab().portal()));

        administrator().setControl("alice", AccountState.ACCOUNT_DISABLE, false);
        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    /** Whoever has to choose a new password has to do so at the next logon, not before. */
    @Test
    void signsOnWhoHasToChangeThePasswordAtTheNextLogon() throws Exception {
        Browser browser = alice();
        administrator().requireNewPassword("alice");

        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    void signsOnWithTicketFromBeforeTheChangeOfTheUsersPassword() throws Exception {
        Browser browser = alice();
        administrator().setPassword("alice", "Wonderland2!");

        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    void getsNoTicketForServiceWhoseAccountIsDisabled() throws Exception {
        administrator().setControl("svc-portal", AccountState.ACCOUNT_DISABLE, true);

        Browser browser = alice().open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(PORTAL, KdcError.KDC_ERR_SERVICE_REVOKED);
    }
}
