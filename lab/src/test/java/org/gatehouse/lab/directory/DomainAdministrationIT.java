package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.gatehouse.lab.directory.AtOnce.atOnce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has users of its own, so that they may share a directory. */
class DomainAdministrationIT {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private static final AtomicReference<Instant> now = new AtomicReference<>(START);
    private static RunningDirectory running;
    private static DomainAdministration administration;

    @BeforeAll
    static void start() throws Exception {
        running = RunningDirectory.ofLab(now::get);
        administration = running.lab.administration();
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alice",
                    "ALICE",
                    "alice@lab.localhost",
                    "Alice@LAB.LOCALHOST",
                    "LAB\\alice",
                    "lab\\Alice",
                    "CN=Alice Liddell,CN=Users,DC=lab,DC=localhost",
                    "cn=alice liddell, cn=users",
                })
        void meanAlice(String name) throws Exception {
            assertThat(administration.find(name))
                    .get()
                    .extracting(Account::samAccountName)
                    .isEqualTo("alice");
            assertThat(administration.distinguishedName(name))
                    .isEqualTo("CN=Alice Liddell,CN=Users,DC=lab,DC=localhost");
        }

        @Test
        void ofComputerMayLackTheDollarSign() throws Exception {
            assertThat(administration.distinguishedName("files"))
                    .isEqualTo(administration.distinguishedName("FILES$"))
                    .isEqualTo("CN=FILES,CN=Computers,DC=lab,DC=localhost");
        }

        @Test
        void ofAnotherUpnKeepTheImplicitOne() throws Exception {
            administration.createUser("ursula", "Secret1!");
            administration.setUserPrincipalName("ursula", "u.nder@wood.example");

            assertThat(administration.find("U.Nder@wood.example"))
                    .isEqualTo(administration.find("ursula@lab.localhost"))
                    .isPresent();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "*",
                    "ali*",
                    "(",
                    ")(sAMAccountName=alice",
                    "\\2a",
                    "a\u0000b",
                    "\ud800",
                    "=",
                    "CN=",
                    "CN=Users",
                    "DC=lab,DC=localhost",
                    "CN=carol,DC=partner,DC=localhost",
                    "PARTNER\\carol",
                    "carol@partner.localhost",
                    "\\alice",
                    "@lab.localhost",
                    "$"
                })
        void thatNobodyHasAreToldWithTheDomainThatWasSearched(String name) {
            assertThat(administration.find(name)).isEmpty();
            assertThat(messageOf(() -> administration.distinguishedName(name)))
                    .startsWith("The domain lab.localhost has no account \"")
                    .matches("\\P{Cntrl}*");
        }

        @Test
        void areCutWhereTheyAreToldAgain() {
            assertThat(messageOf(() -> administration.distinguishedName("x".repeat(100_000))))
                    .hasSizeLessThan(200);
        }

        @Test
        void thatMaySeveralMeanNameThem() throws Exception {
            administration.createUser("tweedle", "Secret1!");
            administration.createUser("dum", "Secret1!");
            administration.setUserPrincipalName("dum", "tweedle");

            assertThat(messageOf(() -> administration.setPassword("tweedle", "Secret2!")))
                    .startsWith("\"tweedle\" may be any of ")
                    .contains("CN=tweedle,CN=Users,DC=lab,DC=localhost", "CN=dum,CN=Users,DC=lab,DC=localhost")
                    .endsWith(": name the one that you mean by its DN");
        }

        @Test
        void ofGroupsAreNoAccounts() throws Exception {
            assertThat(administration.distinguishedName("Finance")).startsWith("CN=Finance,");
            assertThat(administration.find("Finance")).isEmpty();
            assertThat(messageOf(() -> administration.setPassword("Finance", "Secret1!")))
                    .isEqualTo("\"Finance\" is a group (CN=Finance,OU=Groups,DC=lab,DC=localhost), not an account");
        }
    }

    @Nested
    class ServicePrincipalNames {
        @Test
        void areAddedAndRemovedWithoutRegardToCase() throws Exception {
            administration.createUser("svc-add", "Secret1!");

            administration.addServicePrincipalName("svc-add", "HTTP/add.lab.localhost:8443");
            assertThat(running.lab.accounts().findByServicePrincipalName("http/ADD.lab.localhost:8443"))
                    .hasSize(1);

            administration.removeServicePrincipalName("svc-add", "http/ADD.lab.localhost:8443");
            assertThat(administration.find("svc-add").orElseThrow().servicePrincipalNames())
                    .isEmpty();
        }

        @Test
        void mayHaveTwoOwners() throws Exception {
            administration.createUser("svc-one", "Secret1!");
            administration.createUser("svc-two", "Secret1!");

            administration.addServicePrincipalName("svc-one", "HTTP/twice.lab.localhost");
            administration.addServicePrincipalName("svc-two", "HTTP/twice.lab.localhost");

            assertThat(running.lab.accounts().findByServicePrincipalName("HTTP/twice.lab.localhost"))
                    .hasSize(2);
        }

        @Test
        void areNotAddedTwiceToOneAccount() {
            assertThat(messageOf(
                            () -> administration.addServicePrincipalName("svc-portal", "http/PORTAL.lab.localhost")))
                    .isEqualTo("CN=svc-portal,OU=Services,DC=lab,DC=localhost has the servicePrincipalName"
                            + " \"http/PORTAL.lab.localhost\" already");
        }

        @Test
        void thatAnAccountLacksAreToldWithThoseThatItHas() {
            assertThat(messageOf(() -> administration.removeServicePrincipalName("svc-portal", "HTTP/other")))
                    .startsWith("CN=svc-portal,OU=Services,DC=lab,DC=localhost does not have the"
                            + " servicePrincipalName \"HTTP/other\", but ")
                    .contains("HTTP/portal.lab.localhost", "HTTP/portal");
            assertThat(messageOf(() -> administration.removeServicePrincipalName("alice", "HTTP/other")))
                    .endsWith("\"HTTP/other\": it has none");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "HTTP/a\nb", "HTTP/\u0000", "HTTP/\u202e", "HTTP/\ud800"})
        void areTextInOneLine(String name) {
            assertThat(messageOf(() -> administration.addServicePrincipalName("alice", name)))
                    .startsWith("A servicePrincipalName has to be text in one line")
                    .matches("\\P{Cntrl}*");
        }
    }

    @Nested
    class Passwords {
        @Test
        void haveANewVersionAndTheTimeOfTheDomain() throws Exception {
            administration.createUser("pam", "Secret1!");
            now.set(START.plusSeconds(3600));

            int version = administration.setPassword("pam", "Geheim\u00e4\ud83d\ude00");

            Account pam = administration.find("pam").orElseThrow();
            assertThat(version).isEqualTo(2);
            assertThat(pam.password().text()).isEqualTo("Geheim\u00e4\ud83d\ude00");
            assertThat(pam.password().keyVersionNumber()).isEqualTo(2);
            assertThat(pam.password().lastSet()).contains(START.plusSeconds(3600));
        }

        @Test
        void doNotUnlock() throws Exception {
            administration.createUser("lockie", "Secret1!");
            administration.lock("lockie");

            administration.setPassword("lockie", "Secret2!");

            assertThat(administration.find("lockie").orElseThrow().state().lockedAt())
                    .isPresent();
        }

        @Test
        void setAtOnceHaveAVersionEach() throws Exception {
            administration.createUser("race", "Secret1!");
            List<Callable<Integer>> changes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                changes.add(() -> administration.setPassword("race", "Secret1!"));
            }

            assertThat(atOnce(changes)).doesNotHaveDuplicates().contains(2, 41);
        }

        @Test
        void mayBeDueAtTheNextLogon() throws Exception {
            administration.createUser("due", "Secret1!");

            administration.requireNewPassword("due");

            assertThat(administration.find("due").orElseThrow().password().lastSet())
                    .isEmpty();
        }

        @Test
        void areTextOfSomeLength() {
            assertThat(messageOf(() -> administration.setPassword("alice", "")))
                    .isEqualTo("A password has 1 to 256 characters");
            assertThat(messageOf(() -> administration.setPassword("alice", "x".repeat(257))))
                    .isEqualTo("A password has 1 to 256 characters");
            assertThat(messageOf(() -> administration.setPassword("alice", "\ud800")))
                    .doesNotContain("\ud800");
        }
    }

    @Nested
    class States {
        @Test
        void ofControlAreSetAndCleared() throws Exception {
            administration.createUser("flag", "Secret1!");

            administration.setControl("flag", AccountState.ACCOUNT_DISABLE, true);
            administration.setControl("flag", AccountState.DONT_REQUIRE_PREAUTH, true);
            assertThat(stateOf("flag").userAccountControl()).isEqualTo(512 | 2 | 0x400000);

            administration.setControl("flag", AccountState.ACCOUNT_DISABLE, false);
            assertThat(stateOf("flag").userAccountControl()).isEqualTo(512 | 0x400000);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 3, AccountState.NORMAL_ACCOUNT, AccountState.WORKSTATION_TRUST_ACCOUNT})
        void ofControlAreSingleFlags(int flag) {
            assertThat(messageOf(() -> administration.setControl("alice", flag, true)))
                    .contains("is no flag of userAccountControl");
        }

        @Test
        void ofExpiryComeAndGo() throws Exception {
            administration.createUser("brief", "Secret1!");
            administration.setExpiry("brief", Optional.of(START));
            assertThat(stateOf("brief").expires()).contains(START);

            administration.setExpiry("brief", Optional.empty());
            assertThat(stateOf("brief").expires()).isEmpty();
        }

        @Test
        void ofExpiryAreWithinTheRangeOfWindows() {
            for (Instant end : List.of(Instant.MIN, Instant.MAX, Instant.parse("1601-01-01T00:00:00Z"))) {
                assertThat(messageOf(() -> administration.setExpiry("alice", Optional.of(end))))
                        .contains("out of the range");
            }
        }

        @Test
        void ofLockComeAndGo() throws Exception {
            administration.createUser("loki", "Secret1!");
            administration.lock("loki");
            assertThat(stateOf("loki").lockedAt()).contains(now.get());

            administration.unlock("loki");
            assertThat(stateOf("loki").lockedAt()).isEmpty();
        }

        @Test
        void ofEncryptionTypesComeAndGo() throws Exception {
            administration.createUser("etype", "Secret1!");
            administration.setEncryptionTypes("etype", 4);
            assertThat(administration.find("etype").orElseThrow().supportedEncryptionTypes())
                    .isEqualTo(4);

            administration.setEncryptionTypes("etype", 0);
            assertThat(administration.find("etype").orElseThrow().supportedEncryptionTypes())
                    .isZero();
        }
    }

    @Nested
    class NewOnes {
        @Test
        void areUsersLikeThoseOfTheFile() throws Exception {
            administration.createUser("dinah", "Secret1!");

            Account dinah = administration.find("dinah").orElseThrow();
            assertThat(dinah.userPrincipalName()).contains("dinah@lab.localhost");
            assertThat(dinah.state().userAccountControl()).isEqualTo(512);
            assertThat(dinah.password().text()).isEqualTo("Secret1!");
            assertThat(dinah.password().keyVersionNumber()).isEqualTo(1);
            assertThat(administration.distinguishedName("dinah")).isEqualTo("CN=dinah,CN=Users,DC=lab,DC=localhost");
        }

        @Test
        void areComputersWithTheirServices() throws Exception {
            administration.createComputer("web1");

            assertThat(administration.find("WEB1$").orElseThrow().servicePrincipalNames())
                    .containsExactlyInAnyOrder(
                            "HOST/WEB1",
                            "HOST/web1.lab.localhost",
                            "RestrictedKrbHost/WEB1",
                            "RestrictedKrbHost/web1.lab.localhost");
        }

        @Test
        void standAtTheEndOfTheAccounts() throws Exception {
            administration.createUser("zoe", "Secret1!");
            administration.createUser("adam", "Secret1!");

            assertThat(administration.accounts())
                    .extracting(Account::samAccountName)
                    .endsWith("zoe", "adam")
                    .startsWith("administrator", "krbtgt", "alice");
        }

        @Test
        void areRefusedWhereTheNameIsTaken() {
            assertThat(messageOf(() -> administration.createUser("ALICE", "Secret1!")))
                    .isEqualTo("\"ALICE\" exists already: CN=Alice Liddell,CN=Users,DC=lab,DC=localhost");
            assertThat(messageOf(() -> administration.createUser("Mallory", "Secret1!")))
                    .contains("exists already");
            assertThat(messageOf(() -> administration.createUser("Bob Builder", "Secret1!")))
                    .contains("not one to sign in with");
            assertThat(messageOf(() -> administration.createComputer("ws1$"))).contains("exists already");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    " a",
                    "a,b",
                    "a=b",
                    "a+b",
                    "*",
                    "a\u0000",
                    "a\nb",
                    "\ud800",
                    "\u202e",
                    "twenty-one-characters",
                    "a\\b",
                    "a\"b"
                })
        void areRefusedWithNamesThatWindowsDoesNotTake(String name) {
            assertThat(messageOf(() -> administration.createUser(name, "Secret1!")))
                    .matches("\\P{Cntrl}*");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "$", "-a", "a.b", "sixteen-letters-x", "a b", "a_b"})
        void areRefusedWithNamesOfNoHost(String name) {
            assertThat(messageOf(() -> administration.createComputer(name))).contains("is no name of a computer");
        }

        @Test
        void mayHaveNamesThatADnEscapes() throws Exception {
            administration.createUser("#o'neil", "Secret1!");

            assertThat(administration.distinguishedName("#o'neil"))
                    .isEqualTo("CN=\\#o'neil,CN=Users,DC=lab,DC=localhost");
        }
    }

    @Nested
    class Groups {
        @Test
        void takeMembersAndAreMadeIfNeedBe() throws Exception {
            administration.createUser("member", "Secret1!");

            administration.addToGroup("member", "Finance");
            administration.addToGroup("member", "Quite New");
            administration.addToGroup("member", "Quite New");

            assertThat(running.lab.accounts().people())
                    .filteredOn(person -> person.account().samAccountName().equals("member"))
                    .singleElement()
                    .satisfies(person -> assertThat(person.groups()).containsExactly("Finance", "Quite New"));
        }

        @Test
        void areNoMembersOfThemselvesAndNoUsers() {
            assertThat(messageOf(() -> administration.addToGroup("Finance", "finance")))
                    .contains("cannot be a member of itself");
            assertThat(messageOf(() -> administration.addToGroup("alice", "bob")))
                    .contains("no group");
            assertThat(messageOf(() -> administration.addToGroup("alice", "a\nb")))
                    .contains("no name of a group");
        }
    }

    @Nested
    class Deleting {
        @Test
        void takesTheAccountAway() throws Exception {
            administration.createUser("gone", "Secret1!");

            administration.delete("gone");

            assertThat(administration.find("gone")).isEmpty();
            assertThatThrownBy(() -> administration.delete("gone")).isInstanceOf(AdministrationException.class);
        }

        @Test
        void sparesWhatEveryDomainHas() {
            for (String name : List.of("krbtgt", "administrator", "Domain Users")) {
                assertThat(messageOf(() -> administration.delete(name)))
                        .endsWith("is one of those that every domain has to have");
            }
        }
    }

    @Nested
    class WrongPasswords {
        @Test
        void lockAfterTheThreshold() throws Exception {
            administration.createUser("guess", "Secret1!");
            for (int i = 0; i < 4; i++) {
                fail("guess", START);
            }
            assertThat(restrictionOf("guess", START)).isEmpty();

            fail("guess", START);

            assertThat(restrictionOf("guess", START)).contains(NtStatus.STATUS_ACCOUNT_LOCKED_OUT);
            assertThat(restrictionOf("guess", START.plus(Duration.ofMinutes(30))))
                    .isEmpty();
        }

        @Test
        void lockAfterExactlySoManyOfManyAtOnce() throws Exception {
            for (int round = 0; round < 10; round++) {
                String name = "hammer" + round;
                administration.createUser(name, "Secret1!");
                Account account = administration.find(name).orElseThrow();
                List<Callable<Boolean>> four = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    four.add(() -> {
                        running.lab.accounts().logonFailed(account, START);
                        return true;
                    });
                }
                atOnce(four);
                assertThat(stateOf(name).lockedAt()).isEmpty();

                fail(name, START);

                assertThat(stateOf(name).lockedAt()).contains(START);
            }
        }

        @Test
        void areForgottenAfterTheWindow() throws Exception {
            administration.createUser("slow", "Secret1!");
            Instant time = START;
            for (int i = 0; i < 20; i++) {
                fail("slow", time);
                time = time.plus(Duration.ofMinutes(30));
            }

            assertThat(stateOf("slow").lockedAt()).isEmpty();
        }

        @Test
        void areForgottenAfterTheRightOne() throws Exception {
            administration.createUser("typo", "Secret1!");
            for (int i = 0; i < 4; i++) {
                fail("typo", START);
            }
            running.lab.accounts().loggedOn(administration.find("typo").orElseThrow(), START);

            fail("typo", START);

            assertThat(stateOf("typo").lockedAt()).isEmpty();
        }

        @Test
        void lockAgainAfterALockThatHasRunOut() throws Exception {
            administration.createUser("again", "Secret1!");
            for (int i = 0; i < 5; i++) {
                fail("again", START);
            }
            Instant later = START.plus(Duration.ofMinutes(31));
            for (int i = 0; i < 4; i++) {
                fail("again", later);
            }
            assertThat(restrictionOf("again", later)).isEmpty();

            fail("again", later);

            assertThat(restrictionOf("again", later)).contains(NtStatus.STATUS_ACCOUNT_LOCKED_OUT);
        }

        @Test
        void doNotProlongALock() throws Exception {
            administration.createUser("patient", "Secret1!");
            for (int i = 0; i < 9; i++) {
                fail("patient", START.plusSeconds(i));
            }

            assertThat(stateOf("patient").lockedAt()).contains(START.plusSeconds(4));
        }

        @Test
        void ofSomebodyWhoIsGoneCountForNobody() throws Exception {
            administration.createUser("ghost", "Secret1!");
            Account ghost = administration.find("ghost").orElseThrow();
            administration.delete("ghost");

            running.lab.accounts().logonFailed(ghost, START);
            running.lab.accounts().loggedOn(ghost, START);

            assertThat(administration.find("ghost")).isEmpty();
        }

        @Test
        void endALockThatHasRunOutWithTheRightOne() throws Exception {
            administration.createUser("waited", "Secret1!");
            for (int i = 0; i < 5; i++) {
                fail("waited", START);
            }

            running.lab.accounts().loggedOn(administration.find("waited").orElseThrow(), START.plusSeconds(1));
            assertThat(stateOf("waited").lockedAt()).isPresent();

            running.lab.accounts().loggedOn(administration.find("waited").orElseThrow(), START.plusSeconds(1800));
            assertThat(stateOf("waited").lockedAt()).isEmpty();
        }
    }

    private static void fail(String name, Instant at) {
        running.lab.accounts().logonFailed(administration.find(name).orElseThrow(), at);
    }

    private static AccountState stateOf(String name) {
        return administration.find(name).orElseThrow().state();
    }

    private static Optional<NtStatus> restrictionOf(String name, Instant at) {
        return running.lab
                .accounts()
                .policy()
                .restriction(administration.find(name).orElseThrow(), at);
    }

    private interface Action {
        void run() throws Exception;
    }

    private static String messageOf(Action action) {
        return String.valueOf(
                catchThrowableOfType(AdministrationException.class, action::run).getMessage());
    }
}
