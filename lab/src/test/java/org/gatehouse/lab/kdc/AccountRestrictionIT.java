package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.account.AccountState.NORMAL_ACCOUNT;
import static org.gatehouse.lab.account.AccountState.PASSWORD_NOT_REQUIRED;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withPassword;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.Password;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What MIT's kinit and the JDK's client tell of accounts that may not log on. */
@Timeout(300)
class AccountRestrictionIT extends KdcWithClients {
    private static final Account ALICE = user("alice", "Wonderland1!");

    private void disable() {
        accounts.replace(withControl(ALICE, ACCOUNT_DISABLE));
    }

    private void lockAfterTwo() {
        accounts.setPolicy(new DomainPolicy(Duration.ZERO, 2, Duration.ofMinutes(30), Duration.ofMinutes(30)));
    }

    private void expire() {
        Instant end = Instant.now().minusSeconds(1);
        accounts.replace(ALICE.withState(new AccountState(NORMAL_ACCOUNT, Optional.of(end), Optional.empty())));
    }

    private void requireNewPassword() {
        accounts.replace(withPassword(ALICE, new Password("Wonderland1!", 2, Optional.empty())));
    }

    @Nested
    class Mit {
        private String kinit(String password) throws IOException {
            return client.kinit("alice", password).output();
        }

        @Test
        void isRefusedWhenDisabled() throws IOException {
            disable();

            assertThat(kinit("Wonderland1!")).contains("Client's credentials have been revoked");
        }

        @Test
        void isRefusedWhenExpired() throws IOException {
            expire();

            assertThat(kinit("Wonderland1!")).contains("Client's credentials have been revoked");
        }

        @Test
        void isLockedOutByWrongPasswords() throws IOException {
            lockAfterTwo();

            assertThat(kinit("wrong")).contains("Password incorrect");
            assertThat(kinit("wrong")).contains("Password incorrect");
            assertThat(kinit("Wonderland1!")).contains("Client's credentials have been revoked");
        }

        @Test
        void isRefusedWithoutPassword() throws IOException {
            accounts.replace(withControl(ALICE, PASSWORD_NOT_REQUIRED));

            assertThat(kinit("Wonderland1!")).contains("KDC policy rejects request");
        }

        @Test
        void isToldThatThePasswordHasExpired() throws IOException {
            requireNewPassword();

            assertThat(kinit("Wonderland1!")).contains("Password expired.  You must change it now.");
        }

        @Test
        void isToldThatTheLabHasNoServiceToChangeIt() throws IOException {
            requireNewPassword();

            String output = client.run("Wonderland1!\nWonderland3!\nWonderland3!\n", List.of("kinit", "alice"))
                    .output();

            assertThat(output).contains("Password expired.").contains("kinit: ");
            assertThat(output).doesNotContain("Password changed");
        }
    }

    @Nested
    class Jdk {
        @Test
        void isRefusedWhenDisabled() throws IOException {
            disable();

            assertThat(jdk("alice", "Wonderland1!")).contains("Clients credentials have been revoked (18)");
        }

        @Test
        void isLockedOutByWrongPasswords() throws IOException {
            lockAfterTwo();

            assertThat(jdk("alice", "wrong")).contains("Pre-authentication information was invalid (24)");
            assertThat(jdk("alice", "wrong")).contains("Pre-authentication information was invalid (24)");
            assertThat(jdk("alice", "Wonderland1!")).contains("Clients credentials have been revoked (18)");
        }

        @Test
        void isToldThatThePasswordHasExpired() throws IOException {
            requireNewPassword();

            assertThat(jdk("alice", "Wonderland1!"))
                    .contains("Password has expired")
                    .contains("(23)");
        }
    }
}
