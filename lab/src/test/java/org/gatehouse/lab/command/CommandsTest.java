package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandsTest extends OnAMemoryLab {
    @Test
    void resetTheLab() {
        assertThat(memory.run("reset").output()).startsWith("The lab is as it was after its start (");
        assertThat(memory.resets()).isEqualTo(1);

        assertThat(memory.run("reset", "now").status()).isEqualTo(2);
        assertThat(memory.resets()).isEqualTo(1);
    }

    @Test
    void areKnownByName() {
        assertThat(memory.commands().names())
                .containsExactlyInAnyOrder(
                        "setspn", "keytab", "passwd", "user", "clock", "policy", "fault", "conditions", "reset");
        assertThat(memory.commands().run("../setspn", List.of(), "")).isEmpty();
        assertThat(memory.commands().run("", List.of(), "")).isEmpty();
    }

    @Test
    void sendNothingToATerminalThatItWouldObey() throws Exception {
        memory.lab.addServicePrincipalName("bob", "HTTP/\u001b]0;evil\u0007\u202e");

        assertThat(memory.run("setspn", "-L", "bob").output()).contains("  HTTP/\ufffd]0;evil\ufffd\ufffd\n");
    }

    @Test
    void answerWhateverTheyAreGiven() {
        Random random = new Random(4711);
        List<String> words = List.of(
                "-L",
                "-Q",
                "-S",
                "-A",
                "-D",
                "-R",
                "-X",
                "-princ",
                "-mapuser",
                "-pass",
                "*",
                "-kvno",
                "-list",
                "deny-url",
                "deny-browser",
                "deny-host",
                "opt-out",
                "dry-run",
                "show",
                "open",
                "--add",
                "--expire",
                "--etypes",
                "--random",
                "HTTP/portal",
                "svc-portal",
                "\\",
                "@",
                "LAB\\",
                "@LAB.LOCALHOST",
                "/",
                "//",
                ":",
                "\u0000",
                "\ud800",
                "\u202e",
                "+7m",
                "-",
                "--",
                "",
                " ",
                "=",
                "CN=,",
                "\"",
                "'",
                "*/*");
        List<String> names = List.copyOf(memory.commands().names());

        for (int round = 0; round < 3000; round++) {
            String name = names.get(random.nextInt(names.size()));
            String[] arguments = random.ints(random.nextInt(5), 0, words.size())
                    .mapToObj(words::get)
                    .toArray(String[]::new);
            CommandResult result = memory.run(name, arguments);
            assertThat(result.status()).as("%s %s", name, List.of(arguments)).isBetween(0, 2);
            assertThat(result.output() + result.errors())
                    .as("%s %s", name, List.of(arguments))
                    .isNotEmpty()
                    .doesNotContain("\u0000", "\u202e");
        }
    }
}
