package org.gatehouse.http.forwarded;

import java.util.List;
import java.util.Optional;

/**
 * The elements of a header that is a list (RFC 9110 §5.6.1), the last one first: each proxy appends its own, so the last is
 * that of the nearest proxy. A client can write anything before them, quotes without an end too: what stands to the left is
 * not read before it is asked for, and cannot change what stands to the right.
 */
final class NearestFirst {
    /** Tells of what cannot be read: a quoted string without a beginning, or more than anybody needs. */
    static final String UNREADABLE = "";

    /** Of all that is read. */
    static final int MAX_LENGTH = 8192;

    static final int MAX_ELEMENTS = 100;

    private final List<String> lines;
    private final boolean hasQuotes;
    private int line;
    /** Where what is not read of the line ends; negative if all is read. */
    private int end;

    private int charactersLeft = MAX_LENGTH;
    private int elementsLeft = MAX_ELEMENTS;

    /**
     * @param lines the values of all headers of the name, in their order
     * @param hasQuotes whether a comma in quotes separates nothing
     */
    NearestFirst(List<String> lines, boolean hasQuotes) {
        this.lines = lines;
        this.hasQuotes = hasQuotes;
        this.line = lines.size();
        this.end = -1;
    }

    /** Empty if there is none. Empty elements are passed over. */
    Optional<String> next() {
        while (true) {
            if (end < 0) {
                if (line == 0) {
                    return Optional.empty();
                }
                line--;
                end = lines.get(line).length();
            }
            int begin = elementsLeft == 0 ? -1 : begin(lines.get(line));
            if (begin < 0) {
                line = 0;
                end = -1;
                return Optional.of(UNREADABLE);
            }
            String element = lines.get(line).substring(begin, end).strip();
            elementsLeft--;
            charactersLeft -= end - begin;
            end = begin - 1;
            if (!element.isEmpty()) {
                return Optional.of(element);
            }
        }
    }

    /** Of the last element that is not read; negative if it has none within the limits. */
    private int begin(String text) {
        boolean isQuoted = false;
        for (int at = end; at > 0; at--) {
            if (end - at >= charactersLeft) {
                return -1;
            }
            char c = text.charAt(at - 1);
            if (hasQuotes && c == '"') {
                isQuoted = !isQuoted || isEscaped(text, at - 1);
            } else if (c == ',' && !isQuoted) {
                return at;
            }
        }
        return isQuoted ? -1 : 0;
    }

    /** Whether an odd number of backslashes stands before it. */
    private static boolean isEscaped(String text, int at) {
        int from = at;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (at - from) % 2 == 1;
    }
}
