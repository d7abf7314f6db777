package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdapWriteIT extends OnALabsDirectory {
    private static final int CONSTRAINT_VIOLATION = 19;
    private static final int INSUFFICIENT_ACCESS = 50;
    private static final int UNWILLING_TO_PERFORM = 53;

    private static Snapshot snapshot;
    private static LdapTool administrator;

    @BeforeAll
    static void nameClients() throws Exception {
        snapshot = running.directory.snapshot();
        administrator = LdapTool.as(running, "LAB\\administrator", "Admin1!");
    }

    @BeforeEach
    void asAfterTheStart() {
        running.directory.restore(snapshot);
    }

    @Test
    void changesAttributes() throws Exception {
        assertDone(administrator.modify("""
                dn: CN=svc-portal,OU=Services,DC=lab,DC=localhost
                changetype: modify
                add: servicePrincipalName
                servicePrincipalName: HTTP/new.lab.localhost
                """));

        assertThat(running.lab.accounts().findByServicePrincipalName("HTTP/new.lab.localhost"))
                .hasSize(1);
    }

    @Test
    void setsPasswordsLikeAnAdministrator() throws Exception {
        assertDone(administrator.modify("""
                dn: CN=Alice Liddell,CN=Users,DC=lab,DC=localhost
                changetype: modify
                replace: userPassword
                userPassword: Changed1!
                """));

        assertThat(alice().password().text()).isEqualTo("Changed1!");
        assertThat(alice().password().keyVersionNumber()).isEqualTo(2);
    }

    @Test
    void setsUnicodePasswords() throws Exception {
        String quoted = Base64.getEncoder().encodeToString("\"Ge\u00e4ndert1!\"".getBytes(StandardCharsets.UTF_16LE));

        assertDone(administrator.modify("""
                dn: CN=Alice Liddell,CN=Users,DC=lab,DC=localhost
                changetype: modify
                replace: unicodePwd
                unicodePwd:: %s
                -
                replace: pwdLastSet
                pwdLastSet: 0
                """.formatted(quoted)));

        assertThat(alice().password().text()).isEqualTo("Ge\u00e4ndert1!");
        assertThat(alice().password().lastSet()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace: unicodePwd\nunicodePwd: not quoted\n",
                "replace: userPassword\n",
                "replace: userPassword\nuserPassword: one\nuserPassword: two\n",
                "replace: accountExpires\naccountExpires: 9223372036854775808\n",
                "replace: userAccountControl\nuserAccountControl: 4294967296\n",
                "replace: lockoutTime\nlockoutTime: -1\n"
            })
    void refusesWhatIsNoValue(String change) throws Exception {
        assertThat(changeOfAlice(change).status()).isEqualTo(CONSTRAINT_VIOLATION);
        assertThat(alice().password().text()).isEqualTo("Wonderland1!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace: objectSid\nobjectSid: S-1-5-21-1-2-3-4\n",
                "replace: msDS-KeyVersionNumber\nmsDS-KeyVersionNumber: 7\n",
                "add: memberOf\nmemberOf: CN=Domain Admins,CN=Users,DC=lab,DC=localhost\n",
                "add: userPassword\nuserPassword: Second1!\n",
                "delete: userPassword\nuserPassword: Wonderland1!\n"
            })
    void refusesWhatTheDirectoryKeepsItself(String change) throws Exception {
        assertThat(changeOfAlice(change).status()).isEqualTo(UNWILLING_TO_PERFORM);
    }

    @Test
    void addsUsersWithWhatTheyNeed() throws Exception {
        assertDone(administrator.modify("""
                dn: CN=Eve Evans,CN=Users,DC=lab,DC=localhost
                changetype: add
                objectClass: user
                sAMAccountName: eve
                userPassword: Secret1!
                """));

        Account eve = running.lab.administration().find("eve").orElseThrow();
        assertThat(eve.password().text()).isEqualTo("Secret1!");
        assertThat(eve.userPrincipalName()).contains("eve@lab.localhost");
        assertThat(LdapTool.as(running, "LAB\\eve", "Secret1!")
                        .search("(cn=krbtgt)", "cn")
                        .status())
                .isZero();
    }

    @Test
    void keepsMembersWhenTheyAreRenamedAndForgetsThemWhenTheyGo() throws Exception {
        assertDone(administrator.modify("""
                dn: CN=Alice Liddell,CN=Users,DC=lab,DC=localhost
                changetype: moddn
                newrdn: CN=Alice Hargreaves
                deleteoldrdn: 1
                newsuperior: OU=Services,DC=lab,DC=localhost
                """));
        assertThat(administrator.search("(cn=Finance)", "member").output())
                .contains("member: CN=Alice Hargreaves,OU=Services,DC=lab,DC=localhost")
                .doesNotContain("Liddell");

        assertDone(administrator.modify("""
                dn: CN=Alice Hargreaves,OU=Services,DC=lab,DC=localhost
                changetype: delete
                """));
        assertThat(administrator.search("(member=*)", "member").output()).doesNotContain("Hargreaves");
    }

    @Test
    void sparesWhatEveryDomainHas() throws Exception {
        Program.Result result =
                administrator.modify("dn: CN=krbtgt,CN=Users,DC=lab,DC=localhost\nchangetype: delete\n");

        assertThat(result.status()).isEqualTo(UNWILLING_TO_PERFORM);
    }

    @Test
    void isForMembersOfDomainAdminsToo() throws Exception {
        LdapTool bob = LdapTool.as(running, "LAB\\bob", "Builder1!");
        String change = "dn: CN=Mallory,CN=Users,DC=lab,DC=localhost\nchangetype: modify\nreplace: sn\nsn: M\n";
        assertThat(bob.modify(change).status()).isEqualTo(INSUFFICIENT_ACCESS);

        running.lab.administration().addToGroup("Staff", "Domain Admins");

        assertDone(bob.modify(change));
    }

    @Test
    void isForTheOwnDomainOnly() throws Exception {
        for (String other : List.of("CN=Carol Carpenter,CN=Users,DC=partner,DC=localhost", "ou=system", "cn=schema")) {
            Program.Result result = administrator.modify(
                    "dn: " + other + "\nchangetype: modify\nreplace: description\ndescription: x\n");

            assertThat(result.status()).as(other).isEqualTo(INSUFFICIENT_ACCESS);
        }
    }

    private static Account alice() {
        return running.lab.administration().find("alice").orElseThrow();
    }

    private static Program.Result changeOfAlice(String change) throws Exception {
        return administrator.modify("dn: CN=Alice Liddell,CN=Users,DC=lab,DC=localhost\nchangetype: modify\n" + change);
    }

    private static void assertDone(Program.Result result) {
        assertThat(result.status()).as(result.output()).isZero();
    }
}
