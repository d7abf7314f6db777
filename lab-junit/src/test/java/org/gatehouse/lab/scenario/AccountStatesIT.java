package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Accounts that may not log on, or not in the usual way. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class AccountStatesIT extends Scenario {
    private static final String REVOKED = "KDC_ERR_CLIENT_REVOKED (18): ";
    private static final String LOCKED_OUT =
            REVOKED + "STATUS_ACCOUNT_LOCKED_OUT (c0000234), the account is locked after too many wrong passwords";

    /** Bit 10 of TicketFlags, RFC 4120 §5.3. */
    private static final int PRE_AUTHENT = 1 << 21;

    AccountStatesIT(Client client) {
        super(client);
    }

    /** The accounts of the domain file that cannot log on. */
    enum Restricted {
        DISABLED(
                "dora",
                "Disabled1!",
                Words.REVOKED,
                REVOKED + "STATUS_ACCOUNT_DISABLED (c0000072), the account is disabled"),
        EXPIRED(
                "ernie",
                "Expired1!",
                Words.REVOKED,
                REVOKED + "STATUS_ACCOUNT_EXPIRED (c0000193), the account has expired"),
        LOCKED("lola", "Locked1!", Words.REVOKED, LOCKED_OUT),
        /** What Windows calls an empty password; the right one does not help. */
        PASSWORD_NOT_REQUIRED(
                "nina",
                "Notrequired1!",
                Words.POLICY,
                "KDC_ERR_POLICY (12): STATUS_ACCOUNT_RESTRICTION (c000006e), the account may not have an empty password"),
        MUST_CHANGE(
                "paul",
                "Change1!",
                Words.EXPIRED,
                "KDC_ERR_KEY_EXPIRED (23): STATUS_PASSWORD_MUST_CHANGE (c0000224),"
                        + " the password has to be changed before the first logon"),
        OUTDATED(
                "otto",
                "Outdated1!",
                Words.EXPIRED,
                "KDC_ERR_KEY_EXPIRED (23): STATUS_PASSWORD_EXPIRED (c0000071), the password has expired"),
        /** Disabled in every domain, whatever the password. */
        KDC_ITSELF(
                "krbtgt",
                "Whatever1!",
                Words.REVOKED,
                REVOKED + "STATUS_ACCOUNT_DISABLED (c0000072), the account is disabled");

        private final String user;
        private final String password;
        private final Words words;
        private final String answer;

        Restricted(String user, String password, Words words, String answer) {
            this.user = user;
            this.password = password;
            this.words = words;
            this.answer = answer;
        }
    }

    /** The clients' own words. */
    private enum Words {
        REVOKED("Client's credentials have been revoked", "Clients credentials have been revoked (18)"),
        EXPIRED("Password expired.  You must change it now.", "Password has expired"),
        POLICY("KDC policy rejects request", "KDC policy rejects request (12)");

        private final String mit;
        private final String jdk;

        Words(String mit, String jdk) {
            this.mit = mit;
            this.jdk = jdk;
        }

        String of(Client client) {
            return client.says(mit, jdk);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesLogon(Restricted restricted) throws Exception {
        Optional<String> said = seat().logOn(restricted.user, restricted.password);

        assertThat(said).get().asString().contains(restricted.words.of(client()));
        assertThat(refusals())
                .contains("AS-REQ " + restricted.user + "@LAB.LOCALHOST for " + TGS + ": " + restricted.answer);
        assertThat(issued(TGS)).isEmpty();
        assertNothingOffered(seat().open(lab().portal()));
    }

    @Test
    void doesNotTellWhoDoesNotKnowThePasswordThatItHasExpired() throws Exception {
        assertThat(seat().logOn("otto", "Guessed1!"))
                .get()
                .asString()
                .contains(client().says("Password incorrect", "Pre-authentication information was invalid (24)"));
        assertThat(refusals()).allSatisfy(line -> assertThat(line).contains("KDC_ERR_PREAUTH_FAILED (24)"));
    }

    @Test
    void isLockedByFiveWrongPasswordsAndFreeWhenTheLockHasRunOut() throws Exception {
        lab().realm().clock().setShift(Duration.ofMinutes(-31)); // the policy's half hour ends while one looks
        giveWrongPasswords(5);

        lab().realm().clock().setShift(Duration.ofMinutes(-3));
        Optional<String> said = seat().logOn("alice", "Wonderland1!");
        lab().realm().clock().setShift(Duration.ZERO);

        assertThat(said).get().asString().contains(Words.REVOKED.of(client()));
        assertThat(refusals()).endsWith("AS-REQ alice@LAB.LOCALHOST for " + TGS + ": " + LOCKED_OUT);
        logOnAlice();
        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @Test
    void isFreeAsSoonAsAnAdministratorUnlocksIt() throws Exception {
        giveWrongPasswords(5);
        assertThat(seat().logOn("alice", "Wonderland1!")).isPresent();

        administrator().unlock("alice");

        logOnAlice();
    }

    @Test
    void isCountedAnewAfterTheRightPassword() throws Exception {
        giveWrongPasswords(4);
        logOnAlice();
        giveWrongPasswords(4);

        logOnAlice();
    }

    /** Somebody else's guesses lock her out, too, but what she has she keeps. */
    @Test
    void keepsItsTicketForThePortalWhenOthersLockIt() throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();
        try (Seat attacker = client().sitDown(lab())) {
            for (int i = 0; i < 5; i++) {
                assertThat(attacker.logOn("alice", "Guessed1!")).isPresent();
            }
        }

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
        assertThat(seat().getTicket(lab().url("files.lab.localhost")))
                .get()
                .asString()
                .contains(Words.REVOKED.of(client()));
    }

    private void giveWrongPasswords(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(seat().logOn("alice", "Guessed1!"))
                    .get()
                    .asString()
                    .contains(client().says("Password incorrect", "Pre-authentication information was invalid (24)"));
        }
    }

    /** What happens to somebody who is logged on. */
    enum Event {
        DISABLED("STATUS_ACCOUNT_DISABLED (c0000072), the account is disabled") {
            @Override
            void happen(DomainAdministration administrator) throws AdministrationException {
                administrator.setControl("alice", AccountState.ACCOUNT_DISABLE, true);
            }
        },
        LOCKED("STATUS_ACCOUNT_LOCKED_OUT (c0000234), the account is locked after too many wrong passwords") {
            @Override
            void happen(DomainAdministration administrator) throws AdministrationException {
                administrator.lock("alice");
            }
        },
        EXPIRED("STATUS_ACCOUNT_EXPIRED (c0000193), the account has expired") {
            @Override
            void happen(DomainAdministration administrator) throws AdministrationException {
                administrator.setExpiry("alice", Optional.of(Instant.now()));
            }
        };

        private final String status;

        Event(String status) {
            this.status = status;
        }

        abstract void happen(DomainAdministration administrator) throws AdministrationException;
    }

    @ParameterizedTest
    @EnumSource
    void refusesFurtherTickets(Event event) throws Exception {
        logOnAlice();
        event.happen(administrator());

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said).get().asString().contains(Words.REVOKED.of(client()));
        assertThat(refusals())
                .isNotEmpty()
                .containsOnly("TGS-REQ alice@LAB.LOCALHOST for " + PORTAL + ": " + REVOKED + event.status);
        assertNothingOffered(seat().open(lab().portal()));
    }

    @Test
    void givesNoTicketForServiceWhoseAccountIsDisabled() throws Exception {
        administrator().setControl("svc-portal", AccountState.ACCOUNT_DISABLE, true);
        logOnAlice();

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said)
                .get()
                .asString()
                .contains(client().says(
                                "Credentials for server have been revoked",
                                "Credentials for server have been revoked (19)"));
        assertThat(refusals())
                .isNotEmpty()
                .containsOnly("TGS-REQ alice@LAB.LOCALHOST for " + PORTAL
                        + ": KDC_ERR_SERVICE_REVOKED (19): the service's account is disabled");
    }

    @Test
    void letsInAtOnceWhoNeedNotProveThePassword() throws Exception {
        logOn("nora", "Nopreauth1!");

        assertSignedOn(seat().open(lab().portal()), "nora@LAB.LOCALHOST");
        assertThat(lab().log().kdcEvents())
                .extracting(KdcEvent::outcome)
                .noneMatch(outcome -> outcome instanceof KdcEvent.Refused refused
                        && refused.error() == KdcError.KDC_ERR_PREAUTH_REQUIRED);
        assertThat(onlyIssued(TGS).flags() & PRE_AUTHENT).isZero();
        assertThat(onlyIssued(PORTAL).flags() & PRE_AUTHENT).isZero();
    }

    /** What anybody gets for the asking is sealed with the password, which is what makes it dangerous. */
    @Test
    void doesNotLetInWithTheWrongPasswordWhoNeedNotProveIt() throws Exception {
        assertThat(seat().logOn("nora", "Guessed1!"))
                .get()
                .asString()
                .contains(client().says("Password incorrect", "Checksum failed"));
    }

    /** The user's keys open the KDC's answer, nothing else: the portal sees nothing of them. */
    @Test
    void signsOnUserWithoutAesKeysWhoseClientStillKnowsRc4() throws Exception {
        Optional<String> said = seat().logOn("rick", "Rcfour1!");

        switch (client()) {
            case MIT, MIT_BY_ITS_OWN_CLOCK -> {
                assertThat(said).isEmpty();
                assertSignedOn(seat().open(lab().portal()), "rick@LAB.LOCALHOST");
                assertThat(onlyIssued(PORTAL).sessionKeyEtype()).isEqualTo(Etype.AES256_SHA1);
            }
            case JDK -> {
                assertThat(said).get().asString().contains("KDC has no support for encryption type (14)");
                assertThat(refusals())
                        .singleElement()
                        .asString()
                        .startsWith("AS-REQ rick@LAB.LOCALHOST for " + TGS + ": KDC_ERR_ETYPE_NOSUPP (14): ")
                        .endsWith("its account has [rc4-hmac]");
            }
        }
    }
}
