package org.gatehouse.lab;

import java.nio.file.Path;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lab for all tests of a class, and a workstation without a ticket for each of them. */
abstract class AtAWorkstation extends InALab {
    @TempDir
    Path folder;

    Workstation workstation;

    @BeforeEach
    void sitDown() {
        workstation = new Workstation(lab, folder);
    }
}
