package org.gatehouse.conditions;

/** Hears of a mistake. */
@FunctionalInterface
interface Complaint {
    void about(int line, int column, String text);
}
