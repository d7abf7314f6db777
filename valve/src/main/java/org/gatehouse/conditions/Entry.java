package org.gatehouse.conditions;

/**
 * What stands in a list of the file.
 *
 * @param text as it is written
 * @param line where it stands
 */
record Entry(String text, int line) {
    /** {@code 10.9.0.0/16 (line 12)}. */
    @Override
    public String toString() {
        return text + " (line " + line + ")";
    }
}
