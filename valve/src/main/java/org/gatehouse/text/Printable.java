package org.gatehouse.text;

/**
 * Text from outside, made fit for a line of a log: one line, of bounded length, without surprises. It never holds a double
 * quote, so that in a line that quotes it, what stands outside the quotes is ours.
 */
public final class Printable {
    private static final int MAX_LENGTH = 128;

    private Printable() {}

    /**
     * {@code text} with double quotes and everything that is not a visible character or U+0020 written as {@code \\u{…}}
     * (line breaks, terminal escapes, other spaces, marks that turn the direction of writing), and cut after 128
     * characters.
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 1);
        for (int at = 0; at < text.length(); ) {
            if (printable.length() >= MAX_LENGTH) {
                return printable.append('…').toString();
            }
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            if (isVisible(codePoint)) {
                printable.appendCodePoint(codePoint);
            } else {
                printable.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        }
        return printable.toString();
    }

    /** The same in double quotes. */
    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    private static boolean isVisible(int codePoint) {
        if (codePoint == ' ') {
            return true;
        }
        return codePoint != '"' && isGraphic(codePoint);
    }

    private static boolean isGraphic(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
