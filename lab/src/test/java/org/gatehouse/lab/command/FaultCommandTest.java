package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCommandTest extends OnAMemoryLab {
    private static final String PORTAL = "HTTP/portal.lab.localhost";

    private CommandResult fault(String... arguments) {
        return memory.run("fault", arguments);
    }

    private List<String> ownersOf(String name) {
        return new SpnOwners(memory).of(name).stream().map(Holder::name).toList();
    }

    @ParameterizedTest
    @EnumSource(SpnFault.class)
    void isListedDoneAndFixed(SpnFault fault) throws IOException {
        memory.renewKeytab();
        String before = memory.lab.accounts().toString();

        assertThat(fault().output()).contains(fault.id(), fault.cause(), fault.effect());
        CommandResult done = fault(fault.id().split(" ", -1));
        assertThat(done.status()).as(done.errors()).isZero();
        assertThat(done.output()).contains(fault.cause(), "fault.sh none", "klist.sh purge", "ldapsearch");
        CommandResult fixed = fault("none");

        assertThat(fixed.status()).isZero();
        assertThat(sorted(memory.lab.accounts().toString())).isEqualTo(sorted(before));
        assertThat(memory.lab.kdcPolicy().duplicateSpn()).isEqualTo(DuplicateSpn.PRINCIPAL_NOT_UNIQUE);
    }

    @ParameterizedTest
    @EnumSource(PacFault.class)
    void ofThePacIsListedDoneAndFixed(PacFault fault) {
        assertThat(fault().output()).contains(fault.id(), fault.cause(), fault.effect());

        CommandResult done = fault(fault.id());

        assertThat(done.status()).as(done.errors()).isZero();
        assertThat(done.output()).contains(fault.cause(), "fault.sh none", "klist.sh purge");
        assertThat(memory.lab.kdcPolicy().pacFault()).contains(fault);
        assertThat(memory.partner.kdcPolicy().pacFault()).isEmpty();
        fault("none");
        assertThat(memory.lab.kdcPolicy().pacFault()).isEmpty();
    }

    @Test
    void ofThePacGivesWayToOneOfTheSpnAndTheOtherWayRound() {
        fault("pac-absent");
        fault("missing-spn");
        assertThat(memory.lab.kdcPolicy().pacFault()).isEmpty();

        fault("PAC-tampered");
        assertThat(ownersOf(PORTAL)).containsExactly("svc-portal");
        assertThat(memory.lab.kdcPolicy().pacFault()).contains(PacFault.TAMPERED);
    }

    /** Scripts and documentation name every fault. */
    @ParameterizedTest
    @ValueSource(strings = {"lab-scripts/fault.sh", "dist/src/docs/lab.md"})
    void areAllNamedForPeople(String file) throws IOException {
        String text = Files.readString(Path.of("..").resolve(file));

        assertThat(Arrays.stream(SpnFault.values()).map(SpnFault::id))
                .allSatisfy(id -> assertThat(text).contains(id));
        assertThat(Arrays.stream(PacFault.values()).map(PacFault::id))
                .allSatisfy(id -> assertThat(text).contains(id));
    }

    /** The names of an account have no order. */
    private static List<String> sorted(String text) {
        List<String> words = new ArrayList<>(List.of(text.split("[\\[\\], ]+", -1)));
        words.sort(null);
        return words;
    }

    @Test
    void takesTheNameAway() {
        fault("missing-spn");

        assertThat(ownersOf(PORTAL)).isEmpty();
        assertThat(ownersOf("HTTP/portal")).containsExactly("svc-portal");
    }

    @ParameterizedTest
    @CsvSource({"not-unique,PRINCIPAL_NOT_UNIQUE", "unknown,S_PRINCIPAL_UNKNOWN", "other-key,NEWEST_OWNER"})
    void makesADuplicateWithEachOutcome(String kind, DuplicateSpn outcome) {
        fault("duplicate-spn", kind);

        assertThat(ownersOf(PORTAL)).containsExactly("svc-portal", "svc-rival");
        assertThat(memory.lab.kdcPolicy().duplicateSpn()).isEqualTo(outcome);
    }

    @Test
    void givesTheNameToAnotherAccountWithTheSameKeyVersion() throws AdministrationException {
        memory.lab.setPassword("svc-portal", "x");
        memory.lab.setPassword("svc-portal", "y");

        fault("spn-on-wrong-account");

        assertThat(ownersOf(PORTAL)).containsExactly("svc-rival");
        Account rival = memory.lab.account("svc-rival");
        assertThat(rival.password().keyVersionNumber()).isEqualTo(3);
    }

    @Test
    void registersThePort() {
        fault("spn-with-port");

        assertThat(ownersOf(PORTAL)).isEmpty();
        assertThat(ownersOf(PORTAL + ":8080")).containsExactly("svc-portal");
    }

    @Test
    void leavesTheShortNameOnly() throws AdministrationException {
        memory.lab.removeServicePrincipalName("svc-portal", "HTTP/portal");

        fault("spn-short-name-only");

        assertThat(ownersOf(PORTAL)).isEmpty();
        assertThat(ownersOf("HTTP/portal")).containsExactly("svc-portal");
    }

    @Test
    void makesTheKeytabStaleAndMendsItByRenewal() throws IOException {
        memory.renewKeytab();

        fault("stale-keytab");
        assertThat(memory.lab.account("svc-portal").password().keyVersionNumber())
                .isEqualTo(2);
        assertThat(AccountKeytab.read(memory.keytab()).toString()).contains(PORTAL + "@LAB.LOCALHOST kvno 1");

        fault("none");
        assertThat(AccountKeytab.read(memory.keytab()).toString()).contains(PORTAL + "@LAB.LOCALHOST kvno 2");
    }

    @Test
    void fixesOneBeforeItMakesAnother() {
        fault("duplicate-spn", "other-key");
        fault("spn-with-port");

        assertThat(memory.lab.find("svc-rival")).isEmpty();
        assertThat(ownersOf(PORTAL)).isEmpty();
        assertThat(ownersOf(PORTAL + ":8080")).containsExactly("svc-portal");
    }

    @Test
    void leavesOtherChangesAlone() throws AdministrationException {
        memory.lab.addServicePrincipalName("svc-portal", "HTTP/reports.lab.localhost");

        fault("missing-spn");
        fault("none");

        assertThat(ownersOf("HTTP/reports.lab.localhost")).containsExactly("svc-portal");
    }

    @Test
    void isOfNoUseToAPortalThatIsBrokenAlready() throws AdministrationException {
        memory.lab.delete("svc-portal");

        assertThat(fault("missing-spn"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "fault.sh: HTTP/portal.lab.localhost has 0 owners, not one: there is a fault already, or the"
                                + " portal lives by HOST.\n"));
    }

    @Test
    void explainsWrongUsage() {
        assertThat(fault("earthquake").errors()).contains("there is no fault 'earthquake'");
        assertThat(fault("duplicate-spn").status()).isEqualTo(2);
        assertThat(fault("none", "at", "all").status()).isEqualTo(2);
        assertThat(fault("--all").errors()).contains("there is no option '--all'");
    }
}
