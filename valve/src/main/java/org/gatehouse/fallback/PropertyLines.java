package org.gatehouse.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a {@code .properties} file as {@link java.util.Properties} reads them, with their numbers. Stricter than there, a
 * key ends with {@code =} or a colon, so that a line without one is a mistake and not an empty text.
 */
final class PropertyLines {
    private static final String WHITE = " \t\f";

    private final String[] lines;
    private final Mistakes mistakes;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One text of the file.
     *
     * @param line of its key
     */
    record Entry(int line, String key, String value) {}

    private PropertyLines(String content, Mistakes mistakes) {
        this.lines = content.split("\n", -1);
        this.mistakes = mistakes;
    }

    static List<Entry> of(String content, Mistakes mistakes) {
        PropertyLines reader = new PropertyLines(content, mistakes);
        for (int at = 0; at < reader.lines.length; ) {
            at = reader.read(at);
        }
        return reader.entries;
    }

    /** Reads the entry, comment or empty line that begins here, and returns the number of the next. */
    private int read(int start) {
        int at = start;
        String first = stripLeading(lines[at++]);
        if (first.isEmpty() || first.startsWith("#") || first.startsWith("!")) {
            return at;
        }
        StringBuilder logical = new StringBuilder(first);
        while (continues(logical) && at < lines.length) {
            logical.setLength(logical.length() - 1);
            logical.append(stripLeading(lines[at++]));
        }
        entry(start + 1, logical.toString());
        return at;
    }

    private void entry(int line, String logical) {
        int end = 0;
        while (end < logical.length() && "=:".indexOf(logical.charAt(end)) < 0) {
            end += logical.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= logical.length()) {
            mistakes.add(line, "there is no \"=\" after the key");
            return;
        }
        Optional<String> key = unescape(logical.substring(0, end).strip());
        Optional<String> value = unescape(stripLeading(logical.substring(end + 1)));
        if (key.isEmpty() || value.isEmpty()) {
            mistakes.add(line, "\"\\u\" needs four hexadecimal digits, and a single backslash a character");
            return;
        }
        entries.add(new Entry(line, key.get(), value.get()));
    }

    /** An odd number of backslashes at the end. */
    private static boolean continues(CharSequence line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private static String stripLeading(String line) {
        int start = 0;
        while (start < line.length() && WHITE.indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.substring(start);
    }

    /** Empty where a backslash escapes nothing. */
    private static Optional<String> unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        for (int mark = text.indexOf('\\'); mark >= 0; mark = text.indexOf('\\', at)) {
            plain.append(text, at, mark);
            if (mark + 1 == text.length()) {
                return Optional.empty();
            }
            char letter = text.charAt(mark + 1);
            int unit = letter == 'u' ? hex(text, mark + 2) : control(letter);
            if (unit < 0) {
                return Optional.empty();
            }
            plain.append((char) unit);
            at = mark + (letter == 'u' ? 6 : 2);
        }
        return Optional.of(plain.append(text, at, text.length()).toString());
    }

    private static char control(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> letter;
        };
    }

    /** Four digits, or -1. */
    private static int hex(String text, int start) {
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
