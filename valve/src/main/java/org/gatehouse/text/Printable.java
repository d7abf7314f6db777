package org.gatehouse.text;

/** Text from outside, made fit for a line of a log or a page: one line, of bounded length, without surprises. */
public final class Printable {
    private static final int MAX_LENGTH = 128;

    private Printable() {}

    /**
     * {@code text} with everything that is not a visible character or a space written as {@code \\u{…}} (line breaks,
     * terminal escapes, marks that turn the direction of writing), and cut after 128 characters.
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

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
