package org.gatehouse.lab.scenario;

import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.BeforeEach;

/** The shared lab and the workstation of each test at hand, for a test class with {@code @GatehouseLab}. */
abstract class WithLabAndWorkstation {
    Lab lab;
    Workstation workstation;

    @BeforeEach
    void sitDown(Lab running, Workstation here) {
        lab = running;
        workstation = here;
    }
}
