package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.directory.AtOnce.atOnce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapBindIT extends OnALabsDirectory {
    private static final int INVALID_CREDENTIALS = 49;
    private static final int OPERATIONS_ERROR = 1;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Alice Liddell,CN=Users,DC=lab,DC=localhost",
                "cn=alice liddell, cn=users, dc=LAB, dc=localhost",
                "alice@lab.localhost",
                "Alice@LAB.LOCALHOST",
                "LAB\\alice",
                "lab\\ALICE"
            })
    void takesTheNamesOfAnAccount(String name) throws Exception {
        Program.Result result =
                LdapTool.as(running, name, "Wonderland1!").search("(sAMAccountName=bob)", "sAMAccountName");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("sAMAccountName: bob");
    }

    @Test
    void takesAccountsOfEveryDomain() throws Exception {
        assertThat(LdapTool.as(running, "PARTNER\\carol", "Partner1!")
                        .search("(cn=krbtgt)", "cn")
                        .status())
                .isZero();
        assertThat(LdapTool.as(running, "carol@partner.localhost", "Partner1!")
                        .search("(cn=krbtgt)", "cn")
                        .status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@lab.localhost, wrong, 52e",
        "nobody@lab.localhost, wrong, 525",
        "dora@lab.localhost, Disabled1!, 533",
        "dora@lab.localhost, wrong, 52e",
        "ernie@lab.localhost, Expired1!, 701",
        "lola@lab.localhost, Locked1!, 775",
        "lola@lab.localhost, wrong, 775",
        "paul@lab.localhost, Change1!, 773",
        "otto@lab.localhost, Outdated1!, 532",
        "nina@lab.localhost, Notrequired1!, 52f",
        "alice, Wonderland1!, 525",
        "LAB\\carol, Partner1!, 525",
        "PARTNER\\alice, Wonderland1!, 525",
        "'CN=Finance,OU=Groups,DC=lab,DC=localhost', x, 525",
        "'DC=lab,DC=localhost', x, 525",
        "'uid=admin,ou=system', secret, 525",
        "*@lab.localhost, x, 525",
        "'alice)(cn=*@lab.localhost', x, 525",
        "'', Wonderland1!, 525"
    })
    void tellsWhyNotAsActiveDirectoryDoes(String name, String password, String data) throws Exception {
        Program.Result result = LdapTool.as(running, name, password).search("(cn=krbtgt)", "cn");

        assertThat(result.status()).isEqualTo(INVALID_CREDENTIALS);
        assertThat(result.output())
                .contains("80090308: LdapErr: DSID-0C0903D3, comment: AcceptSecurityContext error, data " + data
                        + ", v4563");
    }

    @Test
    void isAnonymousWithoutAPassword() throws Exception {
        Program.Result result = LdapTool.as(running, "alice@lab.localhost", "").search("(cn=krbtgt)", "cn");

        assertThat(result.status()).isEqualTo(OPERATIONS_ERROR);
        assertThat(result.output()).contains("a successful bind must be completed");
    }

    @Test
    void letsNobodyInParticularReadTheRootDseAlone() throws Exception {
        LdapTool nobody = LdapTool.asNobody(running);

        assertThat(nobody.searchFrom("", "-s", "base", "(objectClass=*)").status())
                .isZero();
        assertThat(nobody.searchFrom("", "-s", "sub", "(objectClass=*)").status())
                .isEqualTo(OPERATIONS_ERROR);
        assertThat(nobody.searchFrom("cn=schema", "-s", "base", "(objectClass=*)")
                        .status())
                .isEqualTo(OPERATIONS_ERROR);
        assertThat(nobody.search("-s", "base", "(objectClass=*)").status()).isEqualTo(OPERATIONS_ERROR);
    }

    @Test
    void locksAfterSoManyWrongPasswords() throws Exception {
        running.lab.administration().createUser("victim", "Right1!");
        for (int i = 0; i < 5; i++) {
            assertThat(bind("victim@lab.localhost", "wrong" + i)).contains("data 52e");
        }

        assertThat(bind("victim@lab.localhost", "Right1!")).contains("data 775");
    }

    @Test
    void looksAtNoMoreGuessesThanThat() throws Exception {
        running.lab.administration().createUser("target", "Right1!");
        List<Callable<String>> guesses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String guess = "wrong" + i;
            guesses.add(() -> bind("target@lab.localhost", guess));
        }

        List<String> answers = atOnce(guesses);

        assertThat(answers).filteredOn(answer -> answer.contains("data 52e")).hasSize(5);
        assertThat(answers).filteredOn(answer -> answer.contains("data 775")).hasSize(7);
    }

    @Test
    void forgetsWrongPasswordsAfterTheRightOne() throws Exception {
        running.lab.administration().createUser("typist", "Right1!");
        for (int i = 0; i < 8; i++) {
            assertThat(bind("typist@lab.localhost", "wrong")).contains("data 52e");
            assertThat(bind("typist@lab.localhost", "Right1!")).doesNotContain("LdapErr");
        }
    }

    @Test
    void takesTheNewPasswordAtOnce() throws Exception {
        running.lab.administration().createUser("changer", "Old1!");
        running.lab.administration().setPassword("changer", "New1!\u00e4");

        assertThat(bind("changer@lab.localhost", "Old1!")).contains("data 52e");
        assertThat(bind("changer@lab.localhost", "New1!\u00e4")).doesNotContain("LdapErr");
    }

    @Test
    void worksOverLdaps() throws Exception {
        Program.Result result =
                LdapTool.as(running, "LAB\\alice", "Wonderland1!").overLdaps("(sAMAccountName=bob)", "mail");

        assertThat(result.output()).contains("mail: bob@lab.localhost");
    }

    @Test
    void worksAfterStartTls() throws Exception {
        Program.Result result =
                LdapTool.as(running, "LAB\\alice", "Wonderland1!").overStartTls("(sAMAccountName=bob)", "mail");

        assertThat(result.output()).contains("mail: bob@lab.localhost");
    }

    private static String bind(String name, String password) throws Exception {
        return LdapTool.as(running, name, password)
                .search("-s", "base", "(objectClass=*)", "dc")
                .output();
    }
}
