package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswdTest extends OnAMemoryLab {
    @ParameterizedTest
    @ValueSource(strings = {"Builder2! ", "Builder2! \n", "Builder2! \r\n"})
    void setsTheLineThatWasTyped(String input) {
        CommandResult result = memory.runWithInput("passwd", input, "bob");

        assertThat(memory.lab.account("bob").password().text()).isEqualTo("Builder2! ");
        assertThat(result.output())
                .startsWith("bob has a new password: kvno 2.\n")
                .contains("tickets that bob holds stay valid", "./lab-scripts/kinit.sh --ask bob@LAB.LOCALHOST")
                .doesNotContain("Builder2!");
    }

    @Test
    void saysThatKeytabsOfAServiceAreStale() {
        assertThat(memory.runWithInput("passwd", "x\n", "svc-portal").output())
                .contains("keytabs made before are stale", "kvno 2", "GH-K013", "./lab-scripts/keytab.sh --install");
    }

    @Test
    void saysWhatBecomesOfTicketGrantingTickets() {
        assertThat(memory.runWithInput("passwd", "x\n", "PARTNER\\krbtgt").output())
                .contains("ticket-granting tickets of PARTNER.LOCALHOST");
    }

    @Test
    void makesUpAPasswordAndShowsIt() {
        CommandResult result = memory.run("passwd", "--random", "bob");

        String password = memory.lab.account("bob").password().text();
        assertThat(password).hasSize(24);
        assertThat(result.output()).contains("\n  " + password + "\n");
    }

    @Test
    void asksForAnotherOneAtTheNextLogon() {
        CommandResult result = memory.runWithInput("passwd", "x", "bob", "--must-change");

        assertThat(memory.lab.account("bob").password().lastSet()).isEmpty();
        assertThat(result.output()).contains("KDC_ERR_KEY_EXPIRED (23)");
    }

    @Test
    void bindsForTheLdapsearchLineAsSomebodyWhosePasswordIsStillTheSample() {
        assertThat(memory.runWithInput("passwd", "N3w!", "alice").output())
                .contains("-D CN=bob,CN=Users,DC=lab,DC=localhost -w 'Builder1!'")
                .doesNotContain("N3w!");
    }

    @Test
    void bindsAsSomebodyOfTheOtherDomainIfNobodyElseCan() {
        memory.runWithInput("passwd", "N3w!", "alice");

        assertThat(memory.runWithInput("passwd", "N3w!", "bob").output())
                .contains("-D CN=carol,CN=Users,DC=partner,DC=localhost -w 'Partner1!' -b DC=lab,DC=localhost");
    }

    @Test
    void letsLdapsearchAskIfEveryPasswordIsNew() {
        memory.runWithInput("passwd", "N3w!", "alice");
        memory.runWithInput("passwd", "N3w!", "bob");

        assertThat(memory.runWithInput("passwd", "N3w!", "carol").output())
                .contains("-D CN=alice,CN=Users,DC=lab,DC=localhost -W ")
                .doesNotContain("N3w!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\nb\n", "a\u0000b", "\u001b[31m"})
    void refusesWhatIsNoPassword(String input) {
        CommandResult result = memory.runWithInput("passwd", input, "bob");

        assertThat(result.status()).isEqualTo(2);
        assertThat(memory.lab.account("bob").password().keyVersionNumber()).isEqualTo(1);
    }

    @Test
    void refusesAPasswordThatIsTooLong() {
        assertThat(memory.runWithInput("passwd", "x".repeat(257), "bob").errors())
                .contains("longer than 256");
    }

    @Test
    void explainsWrongUsage() {
        assertThat(memory.run("passwd").errors()).contains("which account?");
        assertThat(memory.run("passwd", "bob", "alice").errors()).contains("one account at a time");
        assertThat(memory.run("passwd", "--force", "bob").errors()).contains("there is no option '--force'");
        assertThat(memory.runWithInput("passwd", "x", "nobody").status()).isEqualTo(1);
    }
}
