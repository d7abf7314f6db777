package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockCommandTest extends OnAMemoryLab {
    private CommandResult clock(String... arguments) {
        return memory.run("clock", arguments);
    }

    @Test
    void showsAllClocks() {
        assertThat(clock().output()).isEqualTo("""
                        LAB.LOCALHOST        2026-11-22T10:00:00Z   right
                        PARTNER.LOCALHOST    2026-11-22T10:00:00Z   right
                        portal               2026-11-22T10:00:00Z   right
                        workstation          2026-11-22T10:00:00Z   right
                        """);
    }

    @ParameterizedTest
    @CsvSource({"+7m,420", "7m,420", "-90s,-90", "+1h30m,5400", "1d2h3m4s,93784", "0,0", "-0,0", "+3650d,315360000"})
    void shiftsByWhatIsTyped(String shift, long seconds) {
        assertThat(clock("portal", shift).status()).isZero();

        assertThat(memory.portalClock().shift()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(clock("portal", "--seconds").output()).isEqualTo(seconds + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "LAB.LOCALHOST", "lab.localhost"})
    void shiftsARealm(String name) {
        assertThat(clock(name, "-1h").output()).startsWith("LAB.LOCALHOST is 1h behind the true time.\n");
        assertThat(memory.lab.clock().shift()).isEqualTo(Duration.ofHours(-1));
        assertThat(memory.partner.clock().shift()).isZero();
    }

    @Test
    void replacesTheShiftThatWasThere() {
        clock("workstation", "+1h");
        clock("Workstation", "+1m");

        assertThat(memory.workstationClock().shift()).isEqualTo(Duration.ofMinutes(1));
        assertThat(clock("workstation").output()).isEqualTo("workstation          2026-11-22T10:01:00Z   +1m\n");
    }

    @Test
    void saysWhatThePortalMakesOfIt() {
        assertThat(clock("portal", "+5m").output()).doesNotContain("note");
        assertThat(clock("portal", "+5m1s").output())
                .contains("the portal is 5m1s ahead of LAB.LOCALHOST: sign-ons from there are refused, GH-K031");
    }

    @Test
    void saysWhatTheKdcMakesOfIt() {
        memory.run("policy", "partner", "--skew", "1m");

        assertThat(clock("workstation", "-2m").output())
                .contains("the workstation is 2m behind PARTNER.LOCALHOST", "the limit is 1m")
                .doesNotContain("behind LAB.LOCALHOST");
    }

    @Test
    void putsAllRight() {
        clock("lab", "+1h");
        clock("workstation", "+1h");

        assertThat(clock("reset").output()).doesNotContain("+").contains("right");
        assertThat(memory.lab.clock().shift()).isZero();
        assertThat(memory.workstationClock().shift()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "kitchen +7m | there is no clock 'kitchen'; there are LAB.LOCALHOST, PARTNER.LOCALHOST, portal, workstation.",
                "portal soon | 'soon' is no duration",
                "portal 7 | '7' is no duration",
                "portal +-7m | is no duration",
                "portal 7m- | is no duration",
                "portal 99999999999s | is no duration",
                "portal 999999999d | is more than 3650 days",
                "portal +7m again | one argument too many",
                "reset all | one argument too many",
                "--all | there is no option '--all'"
            })
    void explainsWrongUsage(String line, String problem) {
        CommandResult result = clock(line.split(" ", -1));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).startsWith("clock.sh: ").contains(problem).hasLineCount(1);
        assertThat(memory.portalClock().shift()).isZero();
    }
}
