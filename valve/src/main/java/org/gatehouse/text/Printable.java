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
                printable.append(escaped(codePoint));
            }
        }
        return printable.toString();
    }

    /** The same in double quotes. */
    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }

    /**
     * A whole line, ours and foreign text alike, with everything that is not a visible character or U+0020 written as {@code
     * \\u{…}}. Nothing is cut, and quotes stay.
     */
    public static String line(String text) {
        if (text.codePoints().allMatch(codePoint -> codePoint == ' ' || isGraphic(codePoint))) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (codePoint == ' ' || isGraphic(codePoint)) {
                line.appendCodePoint(codePoint);
            } else {
                line.append(escaped(codePoint));
            }
        });
        return line.toString();
    }

    private static String escaped(int codePoint) {
        return "\\u{" + Integer.toHexString(codePoint) + "}";
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
