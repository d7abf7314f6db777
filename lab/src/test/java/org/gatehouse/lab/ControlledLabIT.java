package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.command.CommandResult;
import org.gatehouse.lab.command.Commands;
import org.gatehouse.lab.command.SpnFault;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands on a running lab, whose directory is a real one. */
class ControlledLabIT extends InALab {
    private static final String PORTAL = "HTTP/portal.lab.localhost";

    private static Commands commands;

    @BeforeAll
    static void findCommands() {
        commands = new Commands(lab.control());
    }

    private static CommandResult run(String name, String... arguments) {
        CommandResult result = commands.run(name, List.of(arguments), "").orElseThrow();
        assertThat(result.errors()).isEmpty();
        return result;
    }

    @Test
    void shiftTheClocksOfKdcPortalAndWorkstation() {
        run("clock", "partner", "+1h");
        run("clock", "portal", "-90s");
        run("clock", "workstation", "+7m");

        assertThat(lab.realm("PARTNER.LOCALHOST").clock().shift()).isEqualTo(Duration.ofHours(1));
        assertThat(lab.portalClock().shift()).isEqualTo(Duration.ofSeconds(-90));
        assertThat(lab.workstationClock().shift()).isEqualTo(Duration.ofMinutes(7));
        run("clock", "reset");
        assertThat(lab.portalClock().shift()).isZero();
    }

    @Test
    void changeTheKdcsPolicyAndTheDomains() {
        run("policy", "partner", "--skew", "1m", "--lockout", "7");

        LabRealm partner = lab.realm("PARTNER.LOCALHOST");
        assertThat(partner.policy().clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(partner.directory().accounts().policy().lockoutThreshold()).isEqualTo(7);
    }

    @Test
    void changeTheDirectory() {
        run("setspn", "-S", "HTTP/reports.lab.localhost", "LAB\\svc-portal");

        assertThat(lab.realm().directory().accounts().findByServicePrincipalName("http/REPORTS.lab.localhost"))
                .hasSize(1);
    }

    @Test
    void giveThePortalTheKeysOfToday() throws Exception {
        run("keytab", "-princ", "HTTP/files.lab.localhost", "-mapuser", "FILES", "-setupn", "+rndpass", "--install");

        assertThat(AccountKeytab.read(lab.keytab()).toString())
                .contains("HTTP/files.lab.localhost@LAB.LOCALHOST kvno 2 aes256-sha1");
    }

    @Test
    void breakThePortalAndMendIt() throws Exception {
        SpnFault.DUPLICATE_SPN_OTHER_KEY.apply(lab.control());

        assertThat(lab.realm().directory().accounts().findByServicePrincipalName(PORTAL))
                .extracting(Account::samAccountName)
                .containsExactly("svc-portal", "svc-rival"); // the newest is the last
        assertThat(lab.realm().policy().duplicateSpn()).isEqualTo(DuplicateSpn.NEWEST_OWNER);
        run("fault", "none");
        assertThat(lab.realm().directory().accounts().findByServicePrincipalName(PORTAL))
                .hasSize(1);
        assertThat(lab.realm().policy().duplicateSpn()).isEqualTo(DuplicateSpn.PRINCIPAL_NOT_UNIQUE);
    }
}
