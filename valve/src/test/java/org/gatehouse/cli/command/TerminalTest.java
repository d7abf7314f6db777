package org.gatehouse.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void writesArrowAndDotsWhereThereAreSome() {
        assertThat(printed(StandardCharsets.UTF_8)).isEqualTo("a  → b …");
    }

    @Test
    void writesAsciiForThemWhereThereAreNone() {
        assertThat(printed(StandardCharsets.US_ASCII)).isEqualTo("a  -> b ...");
    }

    private static String printed(Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, charset);

        new Terminal(stream, stream, charset, () -> {
                    throw new AssertionError("nobody asks");
                })
                .print("a  → b …");

        return out.toString(charset);
    }
}
