package org.gatehouse.keytab;

import org.gatehouse.wire.Bytes;

/**
 * A file looked at as text, where it is: text that should have been a keytab may well be a secret, so no copy is made.
 *
 * @param start of the text in the file, after a byte order mark
 */
record FileText(Bytes file, int start, Encoding encoding) {
    /** How much of a file is looked at for a word. */
    private static final int MAX_SEARCHED = 1 << 16;
    /** How much of a file has to be text for all of it to be. */
    private static final int MAX_JUDGED = 4096;
    /** One in so many bytes may be beyond ASCII in text of an unknown encoding. */
    private static final int FOREIGN = 5;

    /** How characters are written. Beyond ASCII the bytes of UTF-8 count as one character each. */
    enum Encoding {
        BYTES,
        UTF_16_LITTLE_ENDIAN,
        UTF_16_BIG_ENDIAN
    }

    static FileText ofBytes(Bytes file, int start) {
        return new FileText(file, start, Encoding.BYTES);
    }

    boolean isUtf16() {
        return encoding != Encoding.BYTES;
    }

    int length() {
        return (file.length() - start) / (isUtf16() ? 2 : 1);
    }

    char at(int index) {
        return switch (encoding) {
            case BYTES -> (char) file.at(start + index);
            case UTF_16_LITTLE_ENDIAN -> (char) (file.at(start + 2 * index) | file.at(start + 2 * index + 1) << 8);
            case UTF_16_BIG_ENDIAN -> (char) (file.at(start + 2 * index) << 8 | file.at(start + 2 * index + 1));
        };
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Where the first character is that is not a space, or the length. */
    int firstVisible() {
        int at = 0;
        while (at < length() && isSpace(at(at))) {
            at++;
        }
        return at;
    }

    /** Whether these ASCII characters, in either case, are at an index. */
    boolean hasAt(int index, String word) {
        if (word.length() > length() - index) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (lower(at(index + i)) != lower(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether they are anywhere in the beginning. */
    boolean contains(String word) {
        int end = Math.min(length(), MAX_SEARCHED);
        for (int at = 0; at < end; at++) {
            if (hasAt(at, word)) {
                return true;
            }
        }
        return false;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** Whether there are no characters but those that texts have. */
    boolean isText() {
        int end = Math.min(length(), MAX_JUDGED);
        int foreign = 0;
        for (int at = 0; at < end; at++) {
            char c = at(at);
            if ((c < ' ' && !isSpace(c) && c != '\u001b') || c == '\u007f') {
                return false;
            }
            foreign += c > '\u007f' ? 1 : 0;
        }
        return isUtf16() || foreign * FOREIGN <= end || Utf8.isWellFormed(file.slice(start, file.length() - start));
    }
}
