package org.gatehouse.lab;

/** The clocks of the computers that are no domain controllers. */
record LabClocks(ShiftedClock portal, ShiftedClock workstation) {}
