package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.command.CommandResult;
import org.gatehouse.lab.command.Commands;
import org.gatehouse.lab.junit.Keytab;
import org.gatehouse.lab.junit.LabUser;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Services and computers that log on with a keytab, as {@code ktpass} makes it. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
@LabUser(name = "svc-app", password = "Service1!")
class KeytabLogonIT extends Scenario {
    private static final String SPN = "HTTP/app.lab.localhost";
    private static final String UNKNOWN = "KDC_ERR_C_PRINCIPAL_UNKNOWN (6): no account has the client's name";

    @TempDir
    private Path folder;

    KeytabLogonIT(Client client) {
        super(client);
    }

    private Path keytab() {
        return folder.resolve("app.keytab");
    }

    private void ktpass(String... options) throws IOException {
        ktpassFor(SPN, options);
    }

    private void ktpassFor(String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-princ", name + "@LAB.LOCALHOST", "-mapuser", "svc-app"));
        arguments.addAll(List.of("-out", keytab().toString()));
        arguments.addAll(List.of(options));
        CommandResult result =
                new Commands(lab().control()).run("keytab", arguments, "").orElseThrow();
        assertThat(result.status()).as(result.toString()).isEqualTo(CommandResult.DONE);
    }

    private String unknown(String client) {
        return client().says(
                        "Client '" + client + "' not found in Kerberos database",
                        "Client not found in Kerberos database (6)");
    }

    /** ktpass makes the SPN the account's UPN, and by that the account can log on under it. */
    @Test
    void logsOnUnderTheNameOfTheService() throws Exception {
        ktpass("+rndpass");

        assertThat(seat().logOnByKeytab(SPN, keytab())).isEmpty();
        assertSignedOn(seat().open(lab().portal()), SPN + "@LAB.LOCALHOST");
    }

    @Test
    void doesNotLogOnUnderTheNameOfTheServiceWithoutTheUserPrincipalName() throws Exception {
        ktpass("+rndpass", "-setupn");

        Optional<String> said = seat().logOnByKeytab(SPN, keytab());

        assertThat(said).get().asString().contains(unknown(SPN + "@LAB.LOCALHOST"));
        assertThat(refusals()).containsOnly("AS-REQ " + SPN + "@LAB.LOCALHOST for " + TGS + ": " + UNKNOWN);
    }

    /** The keys are salted with the account's name whatever the keytab calls them, so that both names log on. */
    @Test
    void stillLogsOnUnderTheNameOfTheAccount(@Keytab("svc-app") Path own) throws Exception {
        ktpass();

        assertThat(seat().logOnByKeytab("svc-app", own)).isEmpty();
        assertThat(seat().logOnByKeytab(SPN, keytab())).isEmpty();
    }

    /** An account has one UPN: the second service takes it away from the first. */
    @Test
    void logsOnUnderTheLastOfTwoServiceNames() throws Exception {
        ktpass();
        ktpassFor("HTTP/shop.lab.localhost", "-in", keytab().toString());

        assertThat(seat().logOnByKeytab("HTTP/shop.lab.localhost", keytab())).isEmpty();
        assertThat(seat().logOnByKeytab(SPN, keytab())).get().asString().contains(unknown(SPN + "@LAB.LOCALHOST"));
    }

    @Test
    void isRefusedWithAKeytabFromBeforeTheNextExport() throws Exception {
        ktpass("+rndpass");
        AccountKeytab old = AccountKeytab.read(keytab());
        ktpass("+rndpass");
        old.write(keytab());

        Optional<String> said = seat().logOnByKeytab(SPN, keytab());

        assertThat(said)
                .get()
                .asString()
                .contains(client().says("Preauthentication failed", "Pre-authentication information was invalid (24)"));
    }

    /** For a logon the version in the keytab counts for nothing: the KDC tells none that could be compared. */
    @Test
    void logsOnWithAVersionThatIsNotTheKeys() throws Exception {
        ktpass("-kvno", "0");

        assertThat(seat().logOnByKeytab(SPN, keytab())).isEmpty();
    }

    @Test
    void exportsWhatOpensTheServicesTickets(Workstation workstation) throws Exception {
        ktpass("+rndpass");
        workstation.kinit("alice", "Wonderland1!").orThrow();

        assertThat(workstation.kvno("-k", keytab().toString(), SPN).orThrow().output())
                .contains(SPN + "@LAB.LOCALHOST: kvno = 2, keytab entry valid");
    }

    @Test
    void ofAComputerLogsOnUnderItsAccountsName(@Keytab("WS1$") Path keytab) throws Exception {
        assertThat(seat().logOnByKeytab("WS1$", keytab)).isEmpty();
        assertSignedOn(seat().open(lab().portal()), "WS1$@LAB.LOCALHOST");
    }

    /** A computer's SPNs are names of its services; none of them is its UPN. */
    @Test
    void ofAComputerDoesNotLogOnUnderTheNameOfItsHost(@Keytab("WS1$") Path keytab) throws Exception {
        assertThat(seat().logOnByKeytab("HOST/ws1.lab.localhost", keytab))
                .get()
                .asString()
                .contains(unknown("HOST/ws1.lab.localhost@LAB.LOCALHOST"));
    }

    @Test
    void ofADisabledComputerIsRefused(@Keytab("WS1$") Path keytab) throws Exception {
        administrator().setControl("WS1$", AccountState.ACCOUNT_DISABLE, true);

        assertThat(seat().logOnByKeytab("WS1$", keytab))
                .get()
                .asString()
                .contains(client().says(
                                "Client's credentials have been revoked",
                                "Clients credentials have been revoked (18)"));
    }
}
