package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineFormatterTest {
    private final OneLineFormatter formatter = new OneLineFormatter();

    @ParameterizedTest
    @CsvSource({"SEVERE,ERROR", "WARNING,'WARN '", "INFO,'INFO '", "CONFIG,DEBUG", "FINE,DEBUG", "FINEST,DEBUG"})
    void namesLevelsAsTomcatsUsersKnowThem(String level, String name) {
        assertThat(formatter.format(new LogRecord(Level.parse(level), "message")))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} " + name + " message\n");
    }

    @Test
    void addsStackTrace() {
        LogRecord logged = new LogRecord(Level.SEVERE, "failed");
        logged.setThrown(new IllegalStateException("because"));

        assertThat(formatter.format(logged)).contains(" ERROR failed\njava.lang.IllegalStateException: because\n\tat ");
    }
}
