package org.gatehouse.conditions.address;

/** IPv4 addresses in their one form: four decimal numbers. A number with a leading zero is octal to some readers, and refused. */
final class V4Text {
    private static final int OCTETS = 4;
    private static final int MAX_OCTET = 255;
    private static final int MAX_DIGITS = 3;

    private V4Text() {}

    /** The address between two places of a text; negative if there is none. */
    static long number(String text, int from, int to) {
        long number = 0;
        int octets = 0;
        int at = from;
        while (octets < OCTETS) {
            int end = endOfDigits(text, at, to);
            int octet = octet(text, at, end);
            if (octet < 0) {
                return -1;
            }
            number = number << Byte.SIZE | octet;
            octets++;
            at = end + 1;
            boolean ended = end == to;
            if (ended != (octets == OCTETS) || (!ended && text.charAt(end) != '.')) {
                return -1;
            }
        }
        return number;
    }

    private static int endOfDigits(String text, int from, int to) {
        int end = from;
        while (end < to && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Negative if it is none. */
    static int octet(String text, int from, int to) {
        int length = to - from;
        if (length < 1 || length > MAX_DIGITS || (length > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int octet = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            octet = 10 * octet + text.charAt(i) - '0';
        }
        return octet > MAX_OCTET ? -1 : octet;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
