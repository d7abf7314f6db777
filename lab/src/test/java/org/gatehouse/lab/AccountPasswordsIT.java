package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.portal.PasswordUser;
import org.gatehouse.lab.web.PasswordRealm.Member;
import org.gatehouse.lab.web.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can sign in with a password, against a real directory. */
class AccountPasswordsIT extends InALab {
    private AccountPasswords passwords;
    private DomainAdministration administration;

    @BeforeEach
    void ask() {
        passwords = new AccountPasswords(lab.realms(), GroupRoles.of(lab.realm()));
        administration = lab.realm().administration();
    }

    @AfterEach
    void reset() throws Exception {
        lab.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, Wonderland1!, alice@LAB.LOCALHOST",
        "ALICE, Wonderland1!, alice@LAB.LOCALHOST",
        "alice@LAB.LOCALHOST, Wonderland1!, alice@LAB.LOCALHOST",
        "alice@lab.localhost, Wonderland1!, alice@LAB.LOCALHOST",
        "bob, Builder1!, bob@LAB.LOCALHOST",
        "carol@PARTNER.LOCALHOST, Partner1!, carol@PARTNER.LOCALHOST"
    })
    void usersOfBothRealmsSignInWithTheirPasswords(String name, String password, String principal) {
        assertThat(passwords.signIn(name, password))
                .map(Member::user)
                .map(PasswordUser::getName)
                .contains(principal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "alice|wonderland1!",
                "alice|Wonderland1! ",
                "alice|Builder1!",
                "alice|''",
                "''|Wonderland1!",
                "''|''",
                "@LAB.LOCALHOST|Wonderland1!",
                "alice@|Wonderland1!",
                "alice@PARTNER.LOCALHOST|Wonderland1!",
                "alice@NOWHERE|Wonderland1!",
                "alice@LAB.LOCALHOST@LAB.LOCALHOST|Wonderland1!",
                "LAB\\alice|Wonderland1!",
                "carol|Partner1!",
                "*|Wonderland1!",
                "a*|Wonderland1!",
                "CN=Alice Liddell,CN=Users,DC=lab,DC=localhost|Wonderland1!",
                "alice)(objectClass=*|Wonderland1!",
                "nobody|Wonderland1!",
                "dora|Disabled1!"
            })
    void nobodyElseDoes(String name, String password) {
        assertThat(passwords.signIn(name, password)).isEmpty();
    }

    @Test
    void computersDoNotSignInAtAForm() throws Exception {
        administration.setPassword("FILES$", "Computer1!");

        assertThat(passwords.signIn("FILES$", "Computer1!")).isEmpty();
        assertThat(passwords.signIn("FILES", "Computer1!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 100_000})
    void longNamesAndPasswordsAreNotLookedAt(int length) {
        assertThat(passwords.signIn("a".repeat(length), "Wonderland1!")).isEmpty();
        assertThat(passwords.signIn("alice", "W".repeat(length))).isEmpty();
    }

    @Test
    void lockedDisabledAndExpiredAccountsAreRefused() throws Exception {
        administration.lock("alice");
        assertThat(signIn("alice", "Wonderland1!")).isEmpty();
        administration.unlock("alice");
        assertThat(signIn("alice", "Wonderland1!")).isPresent();

        administration.setControl("alice", AccountState.ACCOUNT_DISABLE, true);
        assertThat(signIn("alice", "Wonderland1!")).isEmpty();
        administration.setControl("alice", AccountState.ACCOUNT_DISABLE, false);

        administration.setExpiry(
                "alice", Optional.of(lab.realm().clock().instant().minus(Duration.ofHours(1))));
        assertThat(signIn("alice", "Wonderland1!")).isEmpty();
    }

    @Test
    void wrongPasswordsLockTheAccountWhereTheDomainSaysSo() throws Exception {
        lab.control().realms().get(0).setLockoutThreshold(3);
        for (int i = 0; i < 3; i++) {
            assertThat(signIn("alice", "guess " + i)).isEmpty();
        }

        assertThat(signIn("alice", "Wonderland1!")).isEmpty();
        assertThat(signIn("bob", "Builder1!")).isPresent();
    }

    @Test
    void rolesAndGroupsAreThoseOfTheDirectory() {
        Member alice = signIn("alice", "Wonderland1!").orElseThrow();
        Member bob = signIn("bob", "Builder1!").orElseThrow();

        assertThat(alice.roles())
                .contains(WebServer.FINANCE_ROLE)
                .containsAll(alice.user().groupSids());
        assertThat(bob.roles())
                .doesNotContain(WebServer.FINANCE_ROLE)
                .containsAll(bob.user().groupSids());
        assertThat(names(alice)).contains("Finance", "Domain Users");
        assertThat(names(bob)).doesNotContain("Finance").contains("Domain Users");
    }

    @Test
    void changedGroupsCountFromTheNextSignIn() throws Exception {
        administration.addToGroup("bob", "Finance");

        assertThat(signIn("bob", "Builder1!").orElseThrow().roles()).contains(WebServer.FINANCE_ROLE);
    }

    private Optional<Member> signIn(String name, String password) {
        return passwords.signIn(name, password);
    }

    private static List<String> names(Member member) {
        return member.user().groupSids().stream()
                .map(sid -> lab.realm().directory().accounts().groupNames().getOrDefault(sid, sid))
                .toList();
    }
}
