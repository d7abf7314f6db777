package org.gatehouse.lab;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One lab for all tests of a class, since its start takes seconds; a test that changes it resets it or its clocks. */
public abstract class InALab {
    protected static Lab lab;

    @BeforeAll
    static void startLab() throws LabException {
        lab = Lab.start();
    }

    @AfterAll
    static void stopLab() throws Exception {
        lab.close();
    }
}
