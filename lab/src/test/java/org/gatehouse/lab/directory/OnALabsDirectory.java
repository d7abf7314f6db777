package org.gatehouse.lab.directory;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One directory with the sample domains for all tests of a class. */
abstract class OnALabsDirectory {
    static RunningDirectory running;

    @BeforeAll
    static void startDirectory() throws Exception {
        running = RunningDirectory.ofLab(InstantSource.system());
    }

    @AfterAll
    static void stopDirectory() throws Exception {
        running.close();
    }
}
