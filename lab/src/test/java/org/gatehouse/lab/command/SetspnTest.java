package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetspnTest extends OnAMemoryLab {
    private static final String PORTAL = "HTTP/portal.lab.localhost";

    private CommandResult setspn(String... arguments) {
        return memory.run("setspn", arguments);
    }

    private List<String> spnsOf(String account) {
        return memory.lab.account(account).servicePrincipalNames();
    }

    @Nested
    class Listing {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "svc-portal",
                    "SVC-PORTAL",
                    "LAB\\svc-portal",
                    "lab.localhost\\svc-portal",
                    "svc-portal@LAB.LOCALHOST",
                    "svc-portal@lab.localhost"
                })
        void takesEveryFormOfAnAccountsName(String name) {
            assertThat(setspn("-L", name)).isEqualTo(new CommandResult(0, """
                            svc-portal (CN=svc-portal,CN=Users,DC=lab,DC=localhost)
                              HTTP/portal.lab.localhost
                              HTTP/portal
                            """, ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"FILES", "files$", "LAB\\FILES$"})
        void takesAComputersNameWithAndWithoutTheDollarSign(String name) {
            assertThat(setspn("-l", name).output()).contains("HOST/files.lab.localhost");
        }

        @Test
        void findsAnAccountOfTheOtherDomain() {
            assertThat(setspn("-L", "svc-web").output())
                    .contains("DC=partner,DC=localhost)\n  HTTP/web.partner.localhost");
        }

        @Test
        void hasNothingToShowOfAnAccountWithoutSpn() {
            CommandResult result = setspn("-L", "alice");

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output()).contains("has no SPN");
        }

        @Test
        void callsHttpBesideHostRedundant() throws AdministrationException {
            memory.lab.addServicePrincipalName("FILES", "HTTP/files.lab.localhost");

            assertThat(setspn("-L", "FILES").output())
                    .contains("note  HTTP/files.lab.localhost is redundant: the HOST of the same name covers it.");
        }

        @Test
        void saysWhereItHasLookedForAnUnknownAccount() {
            assertThat(setspn("-L", "nobody"))
                    .isEqualTo(new CommandResult(
                            1, "", "setspn.sh: there is no account 'nobody' in LAB.LOCALHOST or PARTNER.LOCALHOST.\n"));
            assertThat(setspn("-L", "PARTNER\\alice").errors())
                    .isEqualTo("setspn.sh: there is no account 'alice' in PARTNER.LOCALHOST.\n");
        }

        @Test
        void saysWhichDomainsThereAre() {
            assertThat(setspn("-L", "ELSEWHERE\\alice").errors())
                    .isEqualTo("setspn.sh: there is no domain 'ELSEWHERE' in this lab;"
                            + " it has LAB (LAB.LOCALHOST) and PARTNER (PARTNER.LOCALHOST).\n");
        }
    }

    @Nested
    class Querying {
        @Test
        void namesTheOnlyOwner() {
            assertThat(setspn("-Q", "http/PORTAL.lab.localhost").output()).isEqualTo("""
                            http/PORTAL.lab.localhost has one owner:
                              svc-portal (CN=svc-portal,CN=Users,DC=lab,DC=localhost)
                            """);
        }

        @Test
        void namesEveryOwnerOfADuplicate() {
            assertThat(setspn("-F", "-Q", "HTTP/duplicate.lab.localhost").output())
                    .contains("has 2 owners:\n  svc-dup-a (", "\n  svc-dup-b (")
                    .contains("KDC_ERR_PRINCIPAL_NOT_UNIQUE (8)");
        }

        @Test
        void saysWhatTheKdcMakesOfADuplicate() {
            memory.lab.setKdcPolicy(memory.lab.kdcPolicy().withDuplicateSpn(DuplicateSpn.NEWEST_OWNER));

            assertThat(setspn("-Q", "HTTP/duplicate.lab.localhost").output()).contains("GH-K012");
        }

        @Test
        void saysThatHostCoversIt() {
            assertThat(setspn("-Q", "HTTP/files.lab.localhost").output())
                    .contains(
                            "Nobody owns HTTP/files.lab.localhost, but HOST/files.lab.localhost covers it:\n  FILES$ (");
        }

        @Test
        void doesNotTakeHostForEveryService() {
            assertThat(setspn("-Q", "MSSQLSvc/files.lab.localhost").status()).isEqualTo(1);
        }

        @Test
        void saysWhoWinsAgainstHost() throws AdministrationException {
            memory.lab.addServicePrincipalName("svc-portal", "HTTP/files.lab.localhost");

            assertThat(setspn("-Q", "HTTP/files.lab.localhost").output())
                    .contains("HOST/files.lab.localhost is FILES$'s; the explicit HTTP wins.");
        }

        @Test
        void findsNobody() {
            CommandResult result = setspn("-Q", "HTTP/nowhere.lab.localhost");

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.output()).contains("Nobody owns", "KDC_ERR_S_PRINCIPAL_UNKNOWN (7)");
        }

        @Test
        void understandsWildcardsInAllDomains() {
            assertThat(setspn("-Q", "http/*").output())
                    .contains("HTTP/portal\n", "HTTP/portal.lab.localhost\n", "HTTP/web.partner.localhost\n")
                    .doesNotContain("HOST/");
            assertThat(setspn("-Q", "*/files*").output()).contains("HOST/FILES\n", "HOST/files.lab.localhost\n");
            assertThat(setspn("-Q", "*").output().lines().filter(line -> !line.startsWith(" ")))
                    .hasSize(6);
        }

        @Test
        void takesNothingElseInAPatternForMoreThanItself() {
            assertThat(setspn("-Q", "HTTP/portal.*").output()).doesNotContain("HTTP/portal\n");
            assertThat(setspn("-Q", "HTTP/[a-z]*").status()).isEqualTo(1);
            assertThat(setspn("-Q", "HTTP/\\E*").status()).isEqualTo(1);
            assertThat(setspn("-Q", "portal*").status()).isEqualTo(2);
        }
    }

    @Nested
    class Duplicates {
        @Test
        void areFoundWithoutRegardToCase() {
            CommandResult result = setspn("-X");

            assertThat(result.status()).isZero();
            assertThat(result.output())
                    .contains("HTTP/duplicate.lab.localhost has 2 owners:")
                    .contains("1 SPN has several owners.");
        }

        @Test
        void areFoundAcrossDomains() throws AdministrationException {
            memory.partner.addServicePrincipalName("carol", PORTAL);

            assertThat(setspn("-x", "-p").output())
                    .contains(PORTAL + " has 2 owners:", "each of these domains", "2 SPNs have several owners.");
        }

        @Test
        void mayBeNone() throws AdministrationException {
            memory.lab.delete("svc-dup-b");

            assertThat(setspn("-X")).isEqualTo(new CommandResult(0, "No SPN has more than one owner.\n", ""));
        }
    }

    @Nested
    class Adding {
        @Test
        void givesTheAccountTheName() {
            CommandResult result = setspn("-S", "HTTP/reports.lab.localhost", "svc-portal");

            assertThat(spnsOf("svc-portal")).contains("HTTP/reports.lab.localhost");
            assertThat(result.output()).isEqualTo("""
                            HTTP/reports.lab.localhost is on svc-portal (CN=svc-portal,CN=Users,DC=lab,DC=localhost) now.
                              next  ./lab-scripts/keytab.sh --install  gives the portal the keys of the owners as they are now
                              note  tickets that somebody holds stay as they are: ./lab-scripts/klist.sh purge
                              see   ldapsearch -x -LLL -o ldif-wrap=no -H ldap://127.0.0.1:10389 -D CN=alice,CN=Users,DC=lab,DC=localhost -w 'Wonderland1!' -b DC=lab,DC=localhost '(servicePrincipalName=HTTP/reports.lab.localhost)' sAMAccountName servicePrincipalName
                            """);
        }

        @ParameterizedTest
        @ValueSource(strings = {PORTAL, "http/PORTAL.lab.localhost"})
        void isRefusedIfSomebodyElseHasIt(String name) {
            CommandResult result = setspn("-S", name, "bob");

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.errors())
                    .contains("is on svc-portal (CN=svc-portal,")
                    .contains("nothing was changed")
                    .contains("./lab-scripts/setspn.sh -D " + name + " svc-portal@LAB.LOCALHOST");
            assertThat(spnsOf("bob")).isEmpty();
        }

        @Test
        void isRefusedIfSomebodyOfTheOtherDomainHasIt() {
            assertThat(setspn("-S", "HTTP/web.partner.localhost", "svc-portal").status())
                    .isEqualTo(1);
        }

        @Test
        void isDoneAlready() {
            assertThat(setspn("-S", PORTAL, "svc-portal").output()).contains("already; nothing was changed");
            assertThat(setspn("-A", PORTAL, "svc-portal").status()).isZero();
            assertThat(spnsOf("svc-portal")).hasSize(2);
        }

        @Test
        void withoutCheckMakesADuplicateAndSaysSo() {
            CommandResult result = setspn("-A", PORTAL, "bob");

            assertThat(result.status()).isZero();
            assertThat(spnsOf("bob")).containsExactly(PORTAL);
            assertThat(result.output())
                    .contains("note  it is a duplicate: 2 accounts have it; the KDC gives no ticket:"
                            + " KDC_ERR_PRINCIPAL_NOT_UNIQUE (8).")
                    .doesNotContain("--install");
        }

        @Test
        void besideHostOfTheSameAccountIsRedundant() {
            assertThat(setspn("-S", "HTTP/files.lab.localhost", "FILES").output())
                    .contains("it is redundant: HOST/files.lab.localhost of the same account covers it.");
        }

        @Test
        void besideHostOfAnotherAccountWins() {
            assertThat(setspn("-S", "HTTP/files.lab.localhost", "svc-portal").output())
                    .contains("HOST/files.lab.localhost is FILES$'s and covered it until now; the explicit HTTP wins");
        }

        @Test
        void ofHostLeavesAnExplicitHttpItsOwner() {
            assertThat(setspn("-S", "HOST/portal.lab.localhost", "FILES").output())
                    .contains(PORTAL + " stays svc-portal's: the explicit HTTP wins.");
        }

        @Test
        void warnsOfAPort() {
            assertThat(setspn("-S", PORTAL + ":8080", "svc-portal").output())
                    .contains("browsers leave the port out", "they ask for " + PORTAL + ".");
        }

        @Test
        void warnsOfUnderscoresAndAddresses() {
            assertThat(setspn("-S", "HTTP/my_portal.lab.localhost", "svc-portal")
                            .output())
                    .contains("RFC 1123");
            assertThat(setspn("-S", "HTTP/127.0.0.1", "svc-portal").output()).contains("IP address");
        }

        @Test
        void takesWhatOtherServicesRegister() {
            for (String name : List.of(
                    "MSSQLSvc/sql.lab.localhost:1433",
                    "MSSQLSvc/sql.lab.localhost:INSTANCE1",
                    "ldap/dc1.lab.localhost/lab.localhost",
                    "E3514235-4B06-11D1-AB04-00C04FC2DCD2/6a0b/lab.localhost")) {
                assertThat(setspn("-S", name, "svc-portal").status()).as(name).isZero();
            }
        }
    }

    @Nested
    class Deleting {
        @Test
        void takesTheNameAway() {
            CommandResult result = setspn("-D", "http/PORTAL", "svc-portal");

            assertThat(result.status()).isZero();
            assertThat(spnsOf("svc-portal")).containsExactly(PORTAL);
            assertThat(result.output()).contains("nobody owns it", "ldapsearch");
        }

        @Test
        void saysWhoIsTheOnlyOwnerNow() {
            assertThat(setspn("-D", "HTTP/duplicate.lab.localhost", "svc-dup-a").output())
                    .contains("its only owner is svc-dup-b (", "keytab.sh --install");
        }

        @Test
        void saysThatHostCoversItNow() throws AdministrationException {
            memory.lab.addServicePrincipalName("svc-portal", "HTTP/files.lab.localhost");

            assertThat(setspn("-D", "HTTP/files.lab.localhost", "svc-portal").output())
                    .contains("the HOST of the same name, FILES$'s, covers it");
        }

        @Test
        void saysWhoseItIsInstead() {
            assertThat(setspn("-D", PORTAL, "bob").errors())
                    .contains("does not have " + PORTAL + "; it is on svc-portal (");
            assertThat(setspn("-D", "HTTP/nowhere", "bob").errors()).contains("nobody has it.");
        }

        @Test
        void takesAwayWhatIsNotEvenAnSpn() throws AdministrationException {
            memory.lab.addServicePrincipalName("bob", "http://portal");

            assertThat(setspn("-D", "http://portal", "bob").status()).isZero();
        }
    }

    @Nested
    class Resetting {
        @Test
        void givesAComputerItsDefaultNamesAgain() throws AdministrationException {
            memory.lab.removeServicePrincipalName("FILES", "HOST/files.lab.localhost");
            memory.lab.addServicePrincipalName("FILES", "HTTP/other");

            assertThat(setspn("-R", "FILES").output())
                    .contains("HOST/FILES is on FILES$, as it should be.")
                    .contains("HOST/files.lab.localhost is on FILES$ again.");
            assertThat(spnsOf("FILES")).containsExactly("HOST/FILES", "HTTP/other", "HOST/files.lab.localhost");
        }

        @Test
        void isForComputersAlone() {
            assertThat(setspn("-R", "alice").errors()).contains("is no computer");
        }
    }

    @Nested
    class Syntax {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "' ' | is blank",
                    "HTTP | has no slash",
                    "HTTP/a b | has a blank in it",
                    "http://portal.lab.localhost:8080/x | is an address: an SPN has the service's name in place of the scheme, HTTP for https:// as well: HTTP/portal.lab.localhost.",
                    "HTTP/portal.lab.localhost. | has a host with a dot at its end",
                    "HTTP/portal.lab.localhost@LAB.LOCALHOST | has a realm at its end: an SPN in the directory goes without, HTTP/portal.lab.localhost.",
                    "HTTP/portal:http | has a port that is not a number",
                    "HTTP/portal: | has a port that is not a number",
                    "HTTP/portal:0 | has a port that is not from 1 to 65535",
                    "HTTP/portal:65536 | has a port that is not from 1 to 65535",
                    "HTTP/portal:123456 | has a port that is not a number",
                    "HTTP/portal/ | has a slash at its end",
                    "/portal | has no service before the slash",
                    "HTTP/ | has no host after the slash",
                    "HTTP/:80 | has no host after the slash",
                    "HTTP/a/b/c | has 4 parts",
                    "HT*P/portal | other characters than letters",
                    "HTTP/por*tal | has a wildcard",
                    "HTTP/portäl | is not ASCII",
                    "HTTP/-a..b | is no DNS name",
                    "HTTP/(portal) | is no DNS name",
                    "HTTP\\portal | has a backslash"
                })
        void isExplained(String name, String problem) {
            CommandResult result = setspn("-S", name, "svc-portal");

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.output()).isEmpty();
            assertThat(result.errors())
                    .startsWith("setspn.sh: '" + name + "' ")
                    .contains(problem)
                    .endsWith(" See setspn.sh --help.\n")
                    .hasLineCount(1);
            assertThat(spnsOf("svc-portal")).hasSize(2);
        }

        @Test
        void doesNotLetControlCharactersThrough() {
            CommandResult result = setspn("-S", "HTTP/\u001b[31mportal\n", "svc-portal");

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.errors()).hasLineCount(1).contains("\\u{1b}").doesNotContain("\u001b");
        }

        @Test
        void cutsWhatIsTooLong() {
            assertThat(setspn("-S", "HTTP/" + "a".repeat(60_000), "svc-portal").errors())
                    .contains("is longer than 600 characters.")
                    .hasSizeLessThan(400);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {
                    "-Z | there is no option '-Z'.",
                    "svc-portal | there is no option 'svc-portal'.",
                    "-L | which account?",
                    "-S | -S needs an SPN.",
                    "-S HTTP/x | which account?",
                    "-D HTTP/x | which account?",
                    "-F | what is to be done?",
                    "-X now | 'now' is one argument too many.",
                    "-L alice bob | 'bob' is one argument too many."
                })
        void isCheckedOfTheCommandLineToo(String line, String problem) {
            CommandResult result = setspn(line.split(" ", -1));

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.errors()).contains(problem).hasLineCount(1);
        }

        @Test
        void wantsNonEmptyNames() {
            assertThat(setspn("-L", "").status()).isEqualTo(2);
            assertThat(setspn("-Q", "").status()).isEqualTo(2);
            assertThat(setspn("").status()).isEqualTo(2);
            assertThat(setspn().status()).isEqualTo(2);
        }
    }
}
