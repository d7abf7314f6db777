package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLeakIT {
    /** In a JVM of their own, whose heap, files and threads are nobody else's. */
    @Test
    void tenLabsInARowLeaveNothing(@TempDir Path temporaryFiles) throws Exception {
        List<String> options = List.of(
                "-Djava.io.tmpdir=" + temporaryFiles,
                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

        Program.Result result = Program.run(Program.java(options, TenLabs.class, List.of()), Map.of(), "");

        assertThat(result.output()).endsWith(TenLabs.NOTHING + "\n");
        assertThat(temporaryFiles).isEmptyDirectory();
    }
}
