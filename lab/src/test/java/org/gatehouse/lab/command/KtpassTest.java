package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KtpassTest extends OnAMemoryLab {
    private static final String PORTAL = "HTTP/portal.lab.localhost";

    private String out;

    @BeforeEach
    void chooseFile() {
        out = folder.resolve("portal.keytab").toString();
    }

    private CommandResult keytab(String... arguments) {
        return memory.run("keytab", arguments);
    }

    private String written() throws IOException {
        return AccountKeytab.read(Path.of(out)).toString();
    }

    @Test
    void exportsTheKeysAsTheyAre() throws IOException {
        CommandResult result = keytab("-princ", PORTAL, "-mapuser", "svc-portal", "-out", out);

        assertThat(result.errors()).isEmpty();
        assertThat(written())
                .isEqualTo("[HTTP/portal.lab.localhost@LAB.LOCALHOST kvno 1 aes256-sha1,"
                        + " HTTP/portal.lab.localhost@LAB.LOCALHOST kvno 1 aes128-sha1]");
        assertThat(result.output())
                .contains(out + ": 2 keys\n  kvno 1    aes256-sha1  HTTP/portal.lab.localhost@LAB.LOCALHOST\n")
                .contains("ldapsearch")
                .doesNotContain("stale");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(out))))
                .isEqualTo("rw-------");
    }

    @Test
    void understandsWindowsSlashesAndAnyCase() throws IOException {
        keytab(
                "/Princ",
                PORTAL + "@LAB.LOCALHOST",
                "/MapUser",
                "LAB\\svc-portal",
                "/OUT",
                out,
                "/ptype",
                "KRB5_NT_PRINCIPAL");

        assertThat(written()).contains("aes256");
    }

    @Test
    void takesTheOnlyOwnerWithoutMapuser() throws IOException {
        keytab("-princ", PORTAL, "-out", out);

        assertThat(written()).contains("aes256");
    }

    @Test
    void needsMapuserForANameWithoutOrWithTwoOwners() {
        assertThat(keytab("-princ", "HTTP/new.lab.localhost", "-out", out).errors())
                .contains("nobody owns HTTP/new.lab.localhost: say with -mapuser");
        assertThat(keytab("-princ", "HTTP/duplicate.lab.localhost", "-out", out).errors())
                .contains("2 accounts own");
    }

    @Test
    void mapsTheNameAndMakesItTheLogonName() {
        keytab("-princ", "HTTP/new.lab.localhost", "-mapuser", "svc-portal", "-out", out);

        assertThat(memory.lab.account("svc-portal").servicePrincipalNames())
                .containsExactly(PORTAL, "HTTP/portal", "HTTP/new.lab.localhost");
        assertThat(memory.lab.account("svc-portal").userPrincipalName())
                .contains("HTTP/new.lab.localhost@LAB.LOCALHOST");
    }

    @Test
    void leavesTheLogonNameAloneIfAsked() {
        keytab("-princ", PORTAL, "-out", out, "-setupn");

        assertThat(memory.lab.account("svc-portal").userPrincipalName()).contains("svc-portal@lab.localhost");
    }

    @Test
    void replacesTheOtherNamesIfAsked() {
        CommandResult result =
                keytab("-princ", "HTTP/new.lab.localhost", "-mapuser", "svc-portal", "-mapop", "SET", "-out", out);

        assertThat(memory.lab.account("svc-portal").servicePrincipalNames()).containsExactly("HTTP/new.lab.localhost");
        assertThat(result.output()).contains("HTTP/portal is not on svc-portal any more.");
    }

    @Test
    void setsATypedPasswordAndSaysThatOlderKeytabsAreStale() throws IOException {
        CommandResult result = memory.runWithInput("keytab", "N3w!\n", "-princ", PORTAL, "-pass", "*", "-out", out);

        assertThat(memory.lab.account("svc-portal").password().text()).isEqualTo("N3w!");
        assertThat(written()).contains("kvno 2").doesNotContain("kvno 1");
        assertThat(result.output()).contains("new password: kvno 2.", "GH-K013").doesNotContain("N3w!");
    }

    @Test
    void setsARandomPassword() {
        keytab("-princ", PORTAL, "+rndpass", "-out", out);

        assertThat(memory.lab.account("svc-portal").password().text()).hasSize(24);
        assertThat(memory.lab.account("svc-portal").password().keyVersionNumber())
                .isEqualTo(2);
    }

    @Test
    void writesAnotherKeyVersionIfAskedAndSaysWhatComesOfIt() throws IOException {
        CommandResult result = keytab("-princ", PORTAL, "-kvno", "70000", "-out", out);

        assertThat(written()).contains("kvno 70000");
        assertThat(memory.lab.account("svc-portal").password().keyVersionNumber())
                .isEqualTo(1);
        assertThat(result.output()).contains("GH-K013 KRB_AP_ERR_BADKEYVER (44)");
    }

    @Test
    void writesKeyVersionZero() throws IOException {
        CommandResult result = keytab("-princ", PORTAL, "/kvno", "0", "-out", out);

        assertThat(written()).contains("kvno 0 ");
        assertThat(result.output()).contains("kvno 0 stands for any version");
    }

    @ParameterizedTest
    @CsvSource({"AES256-SHA1,1,aes256-sha1", "aes128-sha1,1,aes128-sha1", "RC4-HMAC-NT,1,rc4-hmac", "All,3,rc4-hmac"})
    void writesKeysOfTheTypesAskedFor(String crypto, int count, String type) throws IOException {
        keytab("-princ", PORTAL, "-crypto", crypto, "-out", out);

        assertThat(AccountKeytab.read(Path.of(out)).entries()).hasSize(count);
        assertThat(written()).contains(type);
    }

    @Test
    void saysThatTicketsHaveAnotherType() {
        assertThat(keytab("-princ", PORTAL, "-crypto", "RC4-HMAC-NT", "-out", out)
                        .output())
                .contains("tickets with aes256-sha1, of which there is no key", "GH-K011");
    }

    @Test
    void mergesWithAnotherFile() throws IOException {
        keytab("-princ", PORTAL, "-out", out);
        keytab("-princ", PORTAL, "+rndpass", "-in", out, "-out", out);

        assertThat(written()).contains("kvno 1", "kvno 2");
        assertThat(AccountKeytab.read(Path.of(out)).entries()).hasSize(4);
    }

    @Test
    void exportsAnAccountThatLogsOnByItsName() throws IOException {
        keytab("-princ", "alice", "-out", out);

        assertThat(written()).contains("alice@LAB.LOCALHOST kvno 1 aes256-sha1");
        assertThat(memory.lab.account("alice").servicePrincipalNames()).isEmpty();
    }

    @Test
    void exportsOfTheOtherDomain() throws IOException {
        keytab("-princ", "HTTP/web.partner.localhost", "-out", out);

        assertThat(written()).contains("HTTP/web.partner.localhost@PARTNER.LOCALHOST");
    }

    @Test
    void installsTheAccountsKeysForThePortal() throws IOException {
        CommandResult result = keytab("-princ", PORTAL, "+rndpass", "--install");

        assertThat(AccountKeytab.read(memory.keytab()).toString()).contains(PORTAL + "@LAB.LOCALHOST kvno 2");
        assertThat(result.output()).contains("the portal has read it.");
    }

    @Test
    void installsWithoutChangingAnything() throws IOException {
        assertThat(keytab("--install").status()).isZero();
        assertThat(AccountKeytab.read(memory.keytab()).entries()).isNotEmpty();
    }

    @Test
    void tellsOfTheNewPasswordThoughThePortalDoesNotTakeTheKeys() throws IOException {
        Files.createDirectories(memory.keytab().resolve("in the way"));

        CommandResult result = keytab("-princ", PORTAL, "-mapuser", "svc-portal", "+rndpass", "--install");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("has a new password: kvno 2.");
        assertThat(result.errors()).startsWith("the rest was not done: ");
    }

    @Test
    void listsAFileWithoutItsKeys() throws IOException {
        keytab("-princ", PORTAL, "-crypto", "AES256-SHA1", "-out", out);

        assertThat(keytab("-list", out))
                .isEqualTo(new CommandResult(
                        0, out + ": 1 key\n  kvno 1    aes256-sha1  HTTP/portal.lab.localhost@LAB.LOCALHOST\n", ""));
    }

    @Test
    void isRefusedForANameThatSomebodyElseHas() {
        CommandResult result = keytab("-princ", PORTAL, "-mapuser", "bob", "+rndpass", "-out", out);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains(PORTAL + " is on svc-portal (", "nothing was changed");
        assertThat(memory.lab.account("bob").password().keyVersionNumber()).isEqualTo(1);
    }

    @Test
    void isRefusedForAnotherRealmThanTheAccounts() {
        assertThat(keytab("-princ", PORTAL + "@PARTNER.LOCALHOST", "-mapuser", "svc-portal", "-out", out)
                        .errors())
                .contains("svc-portal is in LAB.LOCALHOST, not in PARTNER.LOCALHOST.");
    }

    @Test
    void changesNothingIfTheFileCannotBeWrittenOrRead() throws IOException {
        Path other = Files.writeString(folder.resolve("letter"), "Dear Dinah");

        assertThat(keytab("-princ", PORTAL, "+rndpass", "-out", other.toString())
                        .errors())
                .contains("is there already and no keytab");
        assertThat(keytab("-princ", PORTAL, "+rndpass", "-out", folder + "/no/where")
                        .errors())
                .contains("there is no such directory");
        assertThat(keytab("-princ", PORTAL, "+rndpass", "-out", folder.toString())
                        .errors())
                .contains("it is a directory");
        assertThat(keytab("-princ", PORTAL, "+rndpass", "-in", other.toString(), "-out", out)
                        .errors())
                .contains("is no keytab");
        assertThat(keytab("-princ", PORTAL, "+rndpass", "-in", folder + "/none", "-out", out)
                        .errors())
                .contains("there is no such file");
        assertThat(other).hasContent("Dear Dinah");
        assertThat(memory.lab.account("svc-portal").password().keyVersionNumber())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-out /tmp/x | -princ is missing.",
                "-princ HTTP/portal | -out is missing",
                "-princ HTTP/portal -out x | needs an absolute file name",
                "-princ HTTP/portal -princ HTTP/other -out /x | is given twice",
                "-princ HTTP/portal -out /x -crypto DES-CBC-MD5 | DES is broken",
                "-princ HTTP/portal -out /x -crypto ROT13 | not 'ROT13'",
                "-princ HTTP/portal -out /x -kvno -1 | -kvno is a number",
                "-princ HTTP/portal -out /x -kvno 99999999999 | -kvno is a number",
                "-princ HTTP/portal -out /x -mapop maybe | -mapop is add or set",
                "-princ HTTP/portal -out /x -ptype KRB5_NT_X | -ptype is",
                "-princ HTTP/portal -out /x -pass a +rndpass | exclude each other",
                "-princ HTTP/portal -out /x /rndpass | it is +rndpass or -rndpass, not /rndpass.",
                "-princ HTTP/portal -out /x --setupn | it is +setupn or -setupn, not --setupn.",
                "-princ http://portal -out /x | is an address",
                "-princ | -princ needs a value.",
                "-princ HTTP/portal --install -kvno 3 | goes without -kvno",
                "-princ HTTP/portal --install -out /x | goes without -out",
                "-list /x -princ HTTP/portal | -list goes alone",
                "HTTP/portal | is no option",
                "--no-such-option | there is no option '--no-such-option'.",
                "+out /x | there is no option '+out'."
            })
    void explainsWrongUsage(String line, String problem) {
        CommandResult result = keytab(line.split(" ", -1));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains(problem).hasLineCount(1);
    }

    @Test
    void wantsAPasswordWhereOneIsToBeTyped() {
        assertThat(keytab("-princ", PORTAL, "-pass", "*", "-out", out).errors()).contains("the password is empty");
        assertThat(memory.runWithInput("keytab", "a\nb\n", "-princ", PORTAL, "-pass", "*", "-out", out)
                        .errors())
                .contains("line break");
    }

    @Test
    void keepsTheKeysOfAnRc4Account() throws AdministrationException, IOException {
        memory.lab.setEncryptionTypes("svc-portal", EncryptionTypes.RC4);

        keytab("-princ", PORTAL, "-out", out);

        assertThat(written()).contains("rc4-hmac").doesNotContain("aes");
    }
}
