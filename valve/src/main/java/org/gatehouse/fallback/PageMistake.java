package org.gatehouse.fallback;

/**
 * Something in a file of texts or in a template that is wrong.
 *
 * @param line from 1
 * @param text one clause: what is wrong, and what would be right
 */
public record PageMistake(int line, String text) {
    /** {@code line 12: …}. */
    @Override
    public String toString() {
        return "line " + line + ": " + text;
    }
}
