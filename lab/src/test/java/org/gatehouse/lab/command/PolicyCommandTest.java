package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandTest extends OnAMemoryLab {
    private CommandResult policy(String... arguments) {
        return memory.run("policy", arguments);
    }

    @Test
    void showsEveryRealms() {
        assertThat(policy().output()).startsWith("""
                        LAB.LOCALHOST
                          --ticket-life         10h      of ticket-granting tickets
                          --service-ticket-life 10h      of all other tickets
                          --renewable-life      7d       in all; 0 is not at all
                          --skew                5m       between a client's clock and the KDC's
                          --duplicate-spn       not-unique: KDC_ERR_PRINCIPAL_NOT_UNIQUE (8)
                          --lockout             0        nobody is locked out
                        PARTNER.LOCALHOST
                        """);
    }

    @Test
    void showsOneRealms() {
        assertThat(policy("partner").output()).startsWith("PARTNER.LOCALHOST\n").doesNotContain("LAB.LOCALHOST");
    }

    @Test
    void changesThePortalsRealmIfNoneIsNamed() {
        policy("--ticket-life", "1h", "--service-ticket-life", "30s", "--renewable-life", "0", "--skew", "1m");

        assertThat(memory.lab.kdcPolicy())
                .isEqualTo(KdcPolicy.OF_A_NEW_DOMAIN
                        .withMaxTicketLife(Duration.ofHours(1))
                        .withMaxServiceTicketLife(Duration.ofSeconds(30))
                        .withMaxRenewableLife(Duration.ZERO)
                        .withClockSkew(Duration.ofMinutes(1)));
        assertThat(memory.partner.kdcPolicy()).isEqualTo(KdcPolicy.OF_A_NEW_DOMAIN);
    }

    @ParameterizedTest
    @CsvSource({"not-unique,PRINCIPAL_NOT_UNIQUE", "unknown,S_PRINCIPAL_UNKNOWN", "Other-Key,NEWEST_OWNER"})
    void changesWhatBecomesOfDuplicates(String name, DuplicateSpn outcome) {
        policy("PARTNER.LOCALHOST", "--duplicate-spn", name);

        assertThat(memory.partner.kdcPolicy().duplicateSpn()).isEqualTo(outcome);
    }

    @Test
    void setsTheLockOut() {
        assertThat(policy("--lockout", "3").output())
                .contains("--lockout             3        wrong passwords lock an account for 30m")
                .contains("-b DC=lab,DC=localhost -s base '(objectClass=*)' lockoutThreshold");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--ticket-life 0 | --ticket-life is at least 1s.",
                "--ticket-life -1s | --ticket-life cannot be negative.",
                "--skew -5m | --skew cannot be negative.",
                "--skew 1h --ticket-life | --ticket-life needs a value.",
                "--skew 1h --ticket-life long | 'long' is no duration",
                "--lockout -1 | --lockout is a number",
                "--lockout 1000 | --lockout is a number",
                "--duplicate-spn some | not 'some'",
                "--no-such-option 1 | there is no option '--no-such-option'."
            })
    void changesNothingIfAnyOptionIsWrong(String line, String problem) {
        CommandResult result = policy(line.split(" ", -1));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains(problem).hasLineCount(1);
        assertThat(memory.lab.kdcPolicy()).isEqualTo(KdcPolicy.OF_A_NEW_DOMAIN);
    }

    @Test
    void saysWhichRealmsThereAre() {
        assertThat(policy("ELSEWHERE.LOCALHOST").errors()).contains("it has LAB (LAB.LOCALHOST) and PARTNER");
    }
}
