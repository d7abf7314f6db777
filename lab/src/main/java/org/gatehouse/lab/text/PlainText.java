package org.gatehouse.lab.text;

import java.nio.charset.StandardCharsets;

/** What may be asked of text from outside. */
public final class PlainText {
    private PlainText() {}

    /** Whether UTF-8 can say it: half a surrogate pair is no character. */
    public static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether it stays in its line and its place on a terminal. */
    public static boolean isPrintable(String text) {
        return isEncodable(text) && text.codePoints().noneMatch(PlainText::isInvisible);
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
