package org.gatehouse.text;

/**
 * Case of ASCII letters alone. Names of services and realms are compared without regard to it; beyond ASCII, cases are a
 * matter of language and version, and letters of two names may become one (the Kelvin sign and {@code k}).
 */
public final class AsciiCase {
    private AsciiCase() {}

    /** {@code text} with {@code A} to {@code Z} in lower case. */
    public static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return foldFrom(i, text);
            }
        }
        return text;
    }

    private static String foldFrom(int start, String text) {
        char[] folded = text.toCharArray();
        for (int i = start; i < folded.length; i++) {
            folded[i] = lower(folded[i]);
        }
        return new String(folded);
    }

    /** {@code text} with {@code a} to {@code z} in upper case. */
    public static String upper(String text) {
        char[] upper = text.toCharArray();
        for (int i = 0; i < upper.length; i++) {
            upper[i] = upper[i] >= 'a' && upper[i] <= 'z' ? (char) (upper[i] - ('a' - 'A')) : upper[i];
        }
        return new String(upper);
    }

    /** Whether both are the same but for the case of ASCII letters. */
    public static boolean isSame(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a text contains another one, whatever the case of its letters.
     *
     * @param part in lower case, and not empty
     */
    public static boolean contains(String text, String part) {
        char first = part.charAt(0);
        int last = text.length() - part.length();
        for (int at = 0; at <= last; at++) {
            if (lower(text.charAt(at)) == first && isAt(text, at, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(String text, int at, String part) {
        for (int i = 1; i < part.length(); i++) {
            if (lower(text.charAt(at + i)) != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static char lower(char c) {
        return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
    }
}
