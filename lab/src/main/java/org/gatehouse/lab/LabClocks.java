package org.gatehouse.lab;

import org.gatehouse.lab.clock.ShiftedClock;

/** The clocks of the computers that are no domain controllers. */
record LabClocks(ShiftedClock portal, ShiftedClock workstation) {}
