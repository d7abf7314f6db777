package org.gatehouse.lab.command;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands on two domains in memory, new ones for each test. */
abstract class OnAMemoryLab {
    @TempDir
    Path folder;

    MemoryLab memory;

    @BeforeEach
    void makeLab() throws IOException {
        memory = new MemoryLab(folder);
    }
}
