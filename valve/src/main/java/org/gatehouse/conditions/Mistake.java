package org.gatehouse.conditions;

/**
 * Something in the file that is wrong.
 *
 * @param line from 1
 * @param column from 1
 * @param text one clause: what is wrong, and what would be right
 */
public record Mistake(int line, int column, String text) {
    /** {@code line 12, column 7: …}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + text;
    }
}
