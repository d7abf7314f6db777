package org.gatehouse.lab.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What may be asked of text from outside, and what it becomes where it is shown. */
public final class PlainText {
    /** Controls, line ends among them, marks that turn the direction of writing, and halves of characters. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern INVISIBLE_IN_LINES = Pattern.compile("[" + INVISIBLE + "&&[^\n]]");

    private PlainText() {}

    /** Whether UTF-8 can say it: half a surrogate pair is no character. */
    public static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Whether it stays in its line and its place on a terminal. */
    public static boolean isPrintable(String text) {
        return !INVISIBLE.matcher(text).find();
    }

    /** One line, with a mark in place of each character that is not printable. */
    public static String line(String text, String mark) {
        return INVISIBLE.matcher(text).replaceAll(mark);
    }

    /** The same of several lines, which stay lines. */
    public static String lines(String text, String mark) {
        return INVISIBLE_IN_LINES.matcher(text).replaceAll(mark);
    }
}
