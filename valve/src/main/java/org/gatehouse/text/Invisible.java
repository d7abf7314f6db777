package org.gatehouse.text;

import java.util.OptionalInt;

/**
 * Characters that a reader does not see, or that move what stands around them: two names that differ in nothing else look the
 * same.
 */
public final class Invisible {
    /**
     * Characters of other categories that are shown as nothing: the letters and marks among Unicode's
     * Default_Ignorable_Code_Point, by their first and last. Java knows the categories only.
     */
    private static final int[][] SHOWN_AS_NOTHING = {
        {0x034f, 0x034f}, // combining grapheme joiner
        {0x115f, 0x1160}, // Hangul fillers
        {0x17b4, 0x17b5}, // Khmer inherent vowels
        {0x180b, 0x180f}, // Mongolian variation selectors
        {0x3164, 0x3164}, // Hangul filler
        {0xfe00, 0xfe0f}, // variation selectors
        {0xffa0, 0xffa0}, // halfwidth Hangul filler
        {0xe0000, 0xe0fff} // tags and more variation selectors
    };

    private Invisible() {}

    /** The first such character of a text. */
    public static OptionalInt firstOf(String text) {
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (isInvisible(codePoint)) {
                return OptionalInt.of(codePoint);
            }
            at += Character.charCount(codePoint);
        }
        return OptionalInt.empty();
    }

    /**
     * What Unicode has not assigned counts as well: a later version may make a format character of it. What it leaves to
     * private use does not: organisations have rare characters of personal names there, and fonts that show them.
     */
    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isShownAsNothing(codePoint);
        };
    }

    private static boolean isShownAsNothing(int codePoint) {
        for (int[] range : SHOWN_AS_NOTHING) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
