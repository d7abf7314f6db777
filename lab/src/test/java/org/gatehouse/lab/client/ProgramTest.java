package org.gatehouse.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    private static final Program.Limits IMPATIENT = new Program.Limits(Duration.ofSeconds(3), 1000);

    @Test
    void tellsStatusAndBothOutputs() throws Exception {
        Program.Result result = shell("echo out; echo err >&2; exit 3");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out\nerr\n");
    }

    @Test
    void endsInputAfterWhatIsGiven() throws Exception {
        assertThat(Program.run(List.of("cat"), Map.of(), "one line\n").output()).isEqualTo("one line\n");
    }

    @Test
    void doesNotMindProgramThatReadsNothing() throws Exception {
        assertThat(Program.run(List.of("true"), Map.of(), "unread\n").status()).isZero();
    }

    @Test
    void refusesInputThatAPipeWouldNotTake() {
        assertThatThrownBy(() -> Program.run(List.of("cat"), Map.of(), "x".repeat(4097)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 4096");
    }

    @Test
    void tellsHowToInstallWhatIsMissing() {
        assertThatThrownBy(() -> Program.run(List.of("no-such-program"), Map.of(), ""))
                .isInstanceOf(IOException.class)
                .hasMessage("no-such-program is not installed. Install it: apt-get install no-such-program");
    }

    @Test
    void keepsKerberosSettingsOfThisUserFromIt() throws Exception {
        String output = Program.run(List.of("env"), Map.of("KRB5_CONFIG", "the lab's"), "")
                .output();

        assertThat(output.lines().filter(line -> line.startsWith("KRB5"))).containsExactly("KRB5_CONFIG=the lab's");
    }

    @Test
    void killsProgramThatHangsWithWhatItHasStarted(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");
        List<String> command = List.of("sh", "-c", "echo begun; sleep 1000 & echo $! >" + pid + "; wait");

        assertThatThrownBy(() -> Program.run(command, Map.of(), "", IMPATIENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not ended after")
                .hasMessageEndingWith("It has said: begun\n");

        Optional<ProcessHandle> child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (child.isPresent()) {
            child.get().onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void killsProgramThatSaysTooMuch() {
        Program.Limits limits = new Program.Limits(Duration.ofMinutes(2), 1000);

        assertThatThrownBy(() -> Program.run(List.of("yes"), Map.of(), "", limits))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("[yes] says more than 1000 bytes. It begins with: y\ny\n");
    }

    @Test
    void refusesToHandOnHalfOfWhatWasSaid() {
        Program.Limits limits = new Program.Limits(Duration.ofMinutes(2), 3);

        assertThatThrownBy(() -> Program.run(List.of("echo", "four"), Map.of(), "", limits))
                .isInstanceOf(IOException.class)
                .hasMessage("[echo, four] says more than 3 bytes. It begins with: fou");
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> shell("sleep 1000")).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void throwsOnDemandWithWhatWasSaid() throws Exception {
        Program.Result result = shell("echo why; exit 1");

        assertThatThrownBy(result::orThrow).isInstanceOf(IOException.class).hasMessage("status 1: why");
    }

    private static Program.Result shell(String script) throws IOException {
        return Program.run(List.of("sh", "-c", script), Map.of(), "");
    }
}
