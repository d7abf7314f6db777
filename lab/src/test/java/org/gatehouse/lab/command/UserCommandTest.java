package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCommandTest extends OnAMemoryLab {
    private CommandResult user(String... arguments) {
        return memory.run("user", arguments);
    }

    private Account bob() {
        return memory.lab.account("bob");
    }

    @Nested
    class Showing {
        @Test
        void tellsTheStateInPlainWords() {
            assertThat(user("bob").output()).isEqualTo("""
                            bob (CN=bob,CN=Users,DC=lab,DC=localhost)
                              domain     LAB.LOCALHOST
                              logon      allowed
                              known as   bob@lab.localhost
                              password   kvno 1, set 2026-11-01T08:00:00Z, good until 2026-12-13T08:00:00Z
                              expires    never
                              enctypes   aes256-sha1 aes128-sha1 (default)
                              pre-auth   required
                              delegate   not trusted
                            """);
        }

        @ParameterizedTest
        @CsvSource({
            "--disable,STATUS_ACCOUNT_DISABLED c0000072",
            "--lock,STATUS_ACCOUNT_LOCKED_OUT c0000234",
            "--expire,STATUS_ACCOUNT_EXPIRED c0000193",
            "--must-change,STATUS_PASSWORD_MUST_CHANGE c0000224"
        })
        void tellsWhyALogonIsRefused(String option, String status) {
            user("bob", option);

            assertThat(user("bob").output()).contains("logon      refused: ", "(" + status + ")");
        }

        @Test
        void goesByTheDomainsClock() {
            memory.run("clock", "lab", "+30d");

            assertThat(user("bob").output()).contains("STATUS_PASSWORD_EXPIRED");
        }

        @Test
        void showsServicePrincipalNames() {
            assertThat(user("svc-portal").output())
                    .contains("  SPNs       HTTP/portal.lab.localhost\n             HTTP/portal\n");
        }
    }

    @Nested
    class Changing {
        @Test
        void disablesAndEnables() {
            CommandResult result = user("bob", "--disable");

            assertThat(bob().state().disabled()).isTrue();
            assertThat(result.output())
                    .startsWith("bob is disabled.\n")
                    .contains("KDC_ERR_CLIENT_REVOKED (18), STATUS_ACCOUNT_DISABLED (c0000072)")
                    .contains("'(sAMAccountName=bob)' sAMAccountName userAccountControl");
            user("bob", "--enable");
            assertThat(bob().state().disabled()).isFalse();
        }

        @Test
        void locksAndUnlocks() {
            user("bob", "--lock");
            assertThat(bob().state().lockedAt()).contains(MemoryLab.NOW);

            user("bob", "--unlock");
            assertThat(bob().state().lockedAt()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "2026-12-31,2026-12-31T00:00:00Z",
            "2026-12-31T18:30:00Z,2026-12-31T18:30:00Z",
            "+2h,2026-11-22T12:00:00Z",
            "-1d,2026-11-21T10:00:00Z"
        })
        void setsWhenItExpires(String when, String end) {
            user("bob", "--expire", when);

            assertThat(bob().state().expires()).contains(Instant.parse(end));
        }

        @Test
        void letsItExpireNow() {
            assertThat(user("bob", "--expire", "--no-preauth").output()).contains("has expired");
            assertThat(bob().state().expires()).contains(MemoryLab.NOW);

            user("bob", "--never-expire");
            assertThat(bob().state().expires()).isEmpty();
        }

        @Test
        void setsFlags() {
            user("bob", "--no-preauth", "--delegate", "on");
            assertThat(bob().state().has(AccountState.DONT_REQUIRE_PREAUTH)).isTrue();
            assertThat(bob().state().has(AccountState.TRUSTED_FOR_DELEGATION)).isTrue();

            user("bob", "--preauth", "--delegate", "OFF");
            assertThat(bob().state().userAccountControl()).isEqualTo(AccountState.NORMAL_ACCOUNT);
        }

        @Test
        void setsEncryptionTypes() {
            assertThat(user("bob", "--etypes", "aes256,RC4").output()).contains("keys of aes256-sha1 rc4-hmac.");
            assertThat(bob().supportedEncryptionTypes()).isEqualTo(0x14);

            user("bob", "--etypes", "default");
            assertThat(bob().supportedEncryptionTypes()).isZero();
        }

        @Test
        void saysThatAServiceNeedsANewKeytab() {
            assertThat(user("svc-portal", "--etypes", "rc4").output()).contains("GH-K011", "keytab.sh --install");
        }

        @Test
        void addsToAGroup() {
            user("bob", "--group", "Finance");

            assertThat(memory.lab.memberships()).containsExactly("bob in Finance");
        }

        @Test
        void saysWhatIsDoneWhenTheDirectoryRefusesTheRest() {
            assertThat(user("bob", "--group", "alice"))
                    .isEqualTo(new CommandResult(1, "", "user.sh: alice is no group.\n"));
            assertThat(user("bob", "--disable", "--group", "alice"))
                    .isEqualTo(new CommandResult(
                            1, "", "user.sh: alice is no group; what was asked for before this is done.\n"));
            assertThat(bob().state().disabled()).isTrue();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "bob --disable --vanish | there is no option '--vanish'",
                    "bob --disable alice | there is no option 'alice'",
                    "bob --disable --etypes | --etypes needs a value",
                    "bob --disable --etypes des | 'des' is no encryption type",
                    "bob --disable --etypes , | '' is no encryption type",
                    "bob --disable --delegate maybe | --delegate is on or off",
                    "bob --disable --expire tomorrow | 'tomorrow' is no time",
                    "bob --disable --expire 2026-02-30 | there is no such time",
                    "bob --disable --expire 2026-02-29T25:00:00Z | there is no such time",
                    "bob --disable --expire +1y | is no duration",
                    "bob --disable --expire +99999d | is more than 3650 days",
                    "--vanish bob | there is no option '--vanish'"
                })
        void changesNothingIfAnyOptionIsWrong(String line, String problem) {
            CommandResult result = user(line.split(" ", -1));

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.errors()).contains(problem).hasLineCount(1);
            assertThat(bob().state().disabled()).isFalse();
        }
    }

    @Nested
    class Creating {
        @Test
        void addsAUserWithTheTypedPassword() {
            CommandResult result = memory.runWithInput("user", "Croquet1!\n", "--add", "dinah", "--no-preauth");

            assertThat(memory.lab.account("dinah").password().text()).isEqualTo("Croquet1!");
            assertThat(memory.lab.account("dinah").state().has(AccountState.DONT_REQUIRE_PREAUTH))
                    .isTrue();
            assertThat(result.output())
                    .contains("is a new user of LAB.LOCALHOST.", "kinit.sh --ask dinah@LAB.LOCALHOST")
                    .doesNotContain("Croquet1!");
        }

        @Test
        void addsAUserToTheOtherDomain() {
            memory.runWithInput("user", "Croquet1!", "--add", "dinah@partner.localhost");
            memory.runWithInput("user", "Croquet1!", "--add", "PARTNER\\dodo");

            assertThat(memory.partner.find("dinah")).isPresent();
            assertThat(memory.partner.find("dodo")).isPresent();
        }

        @Test
        void addsAComputer() {
            assertThat(user("--add", "WS9$").output())
                    .contains("is a new computer of LAB.LOCALHOST.", "HOST/WS9\n", "HOST/ws9.lab.localhost\n");
        }

        @Test
        void needsAPasswordForAUser() {
            assertThat(user("--add", "dinah").errors()).contains("the password is empty");
            assertThat(memory.lab.find("dinah")).isEmpty();
        }

        @Test
        void handsOnWhatTheDomainSaysOfIt() {
            CommandResult result = memory.runWithInput("user", "x", "--add", "bob");

            assertThat(result).isEqualTo(new CommandResult(1, "", "user.sh: There is an account bob already.\n"));
        }

        @Test
        void deletes() {
            assertThat(user("--delete", "svc-portal").output())
                    .contains("is deleted.", "HTTP/portal has lost this owner.");
            assertThat(memory.lab.find("svc-portal")).isEmpty();
        }

        @Test
        void doesNotDeleteTheKdcsOwnAccount() {
            assertThat(user("--delete", "krbtgt").status()).isEqualTo(1);
            assertThat(memory.lab.find("krbtgt")).isPresent();
        }
    }

    @Test
    void wantsAnAccount() {
        assertThat(user().errors()).contains("which account?");
        assertThat(user("").errors()).contains("the name of an account is missing");
        assertThat(user("--add").errors()).contains("--add needs a value");
        assertThat(user("--delete", "bob", "alice").errors()).contains("one argument too many");
        assertThat(user("(|(a=*))").errors()).contains("there is no account '(|(a=*))'");
    }
}
