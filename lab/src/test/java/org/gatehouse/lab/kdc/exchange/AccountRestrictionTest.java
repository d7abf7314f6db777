package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.account.AccountState.DONT_EXPIRE_PASSWORD;
import static org.gatehouse.lab.account.AccountState.DONT_REQUIRE_PREAUTH;
import static org.gatehouse.lab.account.AccountState.NORMAL_ACCOUNT;
import static org.gatehouse.lab.account.AccountState.PASSWORD_NOT_REQUIRED;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withPassword;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps an account from logging on, and what the client is told of it. */
class AccountRestrictionTest extends AsRequestOfAlice {
    private static final Account ALICE = user("alice", "Wonderland1!");
    private static final EncryptionKey WRONG_KEY = key("wrong", "LAB.LOCALHOSTalice", Etype.AES256_SHA1);
    private static final String SPN = "HTTP/portal.lab.localhost";

    private int refused(EncryptionKey key) {
        return errorCode(withKey(key));
    }

    private byte[] withKey(EncryptionKey key) {
        return send(client.proved(client.asReq("alice"), key));
    }

    private static String statusIn(KrbError error) {
        return HexFormat.of().formatHex(error.getEdata());
    }

    /** KERB-ERROR-DATA as it is on the wire: SEQUENCE { [1] 3, [2] status, reserved, flags }. */
    private static String encoded(String littleEndianStatus) {
        return "3015a103020103a20e040c" + littleEndianStatus + "00000000" + "01000000";
    }

    private static Account expiredAt(Instant end) {
        return ALICE.withState(new AccountState(NORMAL_ACCOUNT, Optional.of(end), Optional.empty()));
    }

    private static Account lockedAt(Instant since) {
        return ALICE.withState(new AccountState(NORMAL_ACCOUNT, Optional.empty(), Optional.of(since)));
    }

    private static Account withPasswordSetAt(Optional<Instant> lastSet, int flags) {
        return withControl(withPassword(ALICE, new Password("Wonderland1!", 2, lastSet)), flags);
    }

    @Nested
    class Revoked {
        @ParameterizedTest
        @EnumSource(
                value = NtStatus.class,
                names = {"STATUS_ACCOUNT_DISABLED", "STATUS_ACCOUNT_EXPIRED", "STATUS_ACCOUNT_LOCKED_OUT"})
        void isWhoIsDisabledExpiredOrLockedWhateverThePassword(NtStatus status) {
            restrict(status);

            assertThat(errorCode(send(client.asReq("alice")))).isEqualTo(18);
            assertThat(refused(ALICES_KEY)).isEqualTo(18);
            assertThat(refused(WRONG_KEY)).isEqualTo(18);
            assertThat(fixture.accounts.failures("alice")).isZero();
        }

        @ParameterizedTest
        @EnumSource(
                value = NtStatus.class,
                names = {"STATUS_ACCOUNT_DISABLED", "STATUS_ACCOUNT_EXPIRED", "STATUS_ACCOUNT_LOCKED_OUT"})
        void isToldApartInTheErrorAndInTheLog(NtStatus status) {
            restrict(status);

            KrbError error = HandMadeClient.error(withKey(ALICES_KEY));

            String hex = "%08x".formatted(Integer.reverseBytes(status.number()));
            assertThat(statusIn(error)).isEqualTo(encoded(hex));
            assertThat(fixture.events.get(0))
                    .hasToString(
                            "AS-REQ TCP alice@LAB.LOCALHOST for krbtgt/LAB.LOCALHOST@LAB.LOCALHOST: KDC_ERR_CLIENT_REVOKED (18): "
                                    + "%s (%08x), %s".formatted(status, status.number(), status.text()));
        }

        @ParameterizedTest
        @EnumSource(
                value = NtStatus.class,
                names = {"STATUS_ACCOUNT_DISABLED", "STATUS_ACCOUNT_EXPIRED", "STATUS_ACCOUNT_LOCKED_OUT"})
        void isWhoeverBecameItSinceTheLogon(NtStatus status) {
            Credential tgt = fixture.alice();
            restrict(status);

            KrbError error = HandMadeClient.error(client.send(client.tgsReq(tgt, SPN)));

            assertThat(error.getErrorCode().getValue()).isEqualTo(18);
            assertThat(statusIn(error)).startsWith("3015");
        }

        private void restrict(NtStatus status) {
            Instant now = fixture.clock.instant();
            fixture.accounts.replace(
                    switch (status) {
                        case STATUS_ACCOUNT_DISABLED -> withControl(ALICE, ACCOUNT_DISABLE);
                        case STATUS_ACCOUNT_EXPIRED -> expiredAt(now);
                        default -> lockedAt(now);
                    });
        }

        @Test
        void isNobodyBeforeTheAccountExpires() {
            fixture.accounts.replace(expiredAt(fixture.clock.instant().plusMillis(1)));

            assertThat(isError(withKey(ALICES_KEY))).isFalse();
        }

        @Test
        void isNobodyForHavingNoPassword() {
            fixture.accounts.replace(withControl(ALICE, PASSWORD_NOT_REQUIRED));

            KrbError error = HandMadeClient.error(withKey(ALICES_KEY));

            assertThat(error.getErrorCode().getValue()).isEqualTo(12);
            assertThat(statusIn(error)).isEqualTo(encoded("6e0000c0"));
        }
    }

    @Nested
    class Locking {
        private final DomainPolicy policy =
                new DomainPolicy(Duration.ZERO, 3, Duration.ofMinutes(30), Duration.ofMinutes(30));

        Locking() {
            fixture.accounts.setPolicy(policy);
        }

        @Test
        void comesAfterTheLastWrongPasswordWhichIsStillCalledWrong() {
            assertThat(refused(WRONG_KEY)).isEqualTo(24);
            assertThat(refused(WRONG_KEY)).isEqualTo(24);
            assertThat(refused(WRONG_KEY)).isEqualTo(24);

            assertThat(refused(WRONG_KEY)).isEqualTo(18);
            assertThat(refused(ALICES_KEY)).isEqualTo(18);
        }

        @Test
        void endsAfterItsTime() {
            for (int i = 0; i < 3; i++) {
                withKey(WRONG_KEY);
            }
            fixture.clock.advance(policy.lockoutDuration());

            assertThat(isError(withKey(ALICES_KEY))).isFalse();
        }

        @Test
        void startsAnewAfterARightPassword() {
            withKey(WRONG_KEY);
            withKey(WRONG_KEY);
            withKey(ALICES_KEY);

            assertThat(fixture.accounts.failures("alice")).isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {-301, 301})
        void isNotBroughtAboutByAClock(int offsetSeconds) {
            Instant time = fixture.clock.instant().plusSeconds(offsetSeconds);

            assertThat(errorCode(send(client.proved(client.asReq("alice"), ALICES_KEY, time))))
                    .isEqualTo(37);
            assertThat(fixture.accounts.failures("alice")).isZero();
        }

        @Test
        void isNotBroughtAboutByARequestWithoutProof() {
            send(client.asReq("alice"));

            assertThat(fixture.accounts.failures("alice")).isZero();
        }

        @Test
        void isNotForgottenByATimestampOfLongAgo() {
            withKey(WRONG_KEY);
            send(client.proved(
                    client.asReq("alice"), ALICES_KEY, fixture.clock.instant().minusSeconds(301)));

            assertThat(fixture.accounts.failures("alice")).isEqualTo(1);
        }
    }

    @Nested
    class ExpiredPassword {
        private final Instant now = fixture.clock.instant();

        ExpiredPassword() {
            fixture.accounts.setPolicy(DomainPolicy.OF_A_NEW_DOMAIN);
            fixture.accounts.replace(withPasswordSetAt(Optional.of(now.minus(Duration.ofDays(42))), 0));
        }

        @Test
        void isToldToWhoeverKnowsIt() {
            KrbError error = HandMadeClient.error(withKey(ALICES_KEY));

            assertThat(error.getErrorCode().getValue()).isEqualTo(23);
            assertThat(statusIn(error)).isEqualTo(encoded("710000c0"));
        }

        @Test
        void isNotToldToWhoeverDoesNotKnowIt() {
            assertThat(errorCode(send(client.asReq("alice")))).isEqualTo(25);
            assertThat(refused(WRONG_KEY)).isEqualTo(24);
        }

        @Test
        void countsAsTheRightOne() {
            withKey(WRONG_KEY);
            withKey(ALICES_KEY);

            assertThat(fixture.accounts.failures("alice")).isZero();
        }

        @Test
        void isToldAtOnceWhereNoProofIsAskedFor() {
            fixture.accounts.replace(
                    withPasswordSetAt(Optional.of(now.minus(Duration.ofDays(42))), DONT_REQUIRE_PREAUTH));

            assertThat(errorCode(send(client.asReq("alice")))).isEqualTo(23);
        }

        @Test
        void isToldApartFromOneThatHasToBeChanged() {
            fixture.accounts.replace(withPasswordSetAt(Optional.empty(), 0));

            KrbError error = HandMadeClient.error(withKey(ALICES_KEY));

            assertThat(error.getErrorCode().getValue()).isEqualTo(23);
            assertThat(statusIn(error)).isEqualTo(encoded("240200c0"));
        }

        @Test
        void isNoneWhereTheAccountIsExcused() {
            fixture.accounts.replace(
                    withPasswordSetAt(Optional.of(now.minus(Duration.ofDays(42))), DONT_EXPIRE_PASSWORD));

            assertThat(isError(withKey(ALICES_KEY))).isFalse();
        }

        @Test
        void needNotBeChangedWhereTheAccountIsExcused() {
            fixture.accounts.replace(withPasswordSetAt(Optional.empty(), DONT_EXPIRE_PASSWORD));

            assertThat(isError(withKey(ALICES_KEY))).isFalse();
        }

        @Test
        void isNoReasonToKeepItFromBeingChanged() {
            assertThat(isError(ticketToChangeIt())).isFalse();
        }

        @Test
        void isNotGotRoundWithTheTicketForChangingIt() {
            Credential ticket = client.open(decode(ticketToChangeIt(), AsRep.class), ALICES_KEY);
            ticket.ticket()
                    .setSname(KerberosName.ticketGrantingService(HandMadeClient.REALM)
                            .toPrincipalName());

            assertThat(errorCode(client.send(client.tgsReq(ticket, SPN)))).isIn(31, 44);
        }

        private byte[] ticketToChangeIt() {
            return send(
                    client.proved(client.asReq(KerberosName.principal("alice"), spn("kadmin/changepw")), ALICES_KEY));
        }

        @Test
        void doesNotEndWhatWasBegunBefore() {
            fixture.accounts.replace(ALICE);
            fixture.accounts.setPolicy(new DomainPolicy(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO));
            Credential tgt = fixture.alice();
            fixture.accounts.setPolicy(DomainPolicy.OF_A_NEW_DOMAIN);

            assertThat(isError(client.send(client.tgsReq(tgt, SPN)))).isFalse();
        }
    }
}
