package org.gatehouse.conditions.address;

import java.util.Optional;

/** IPv6 addresses as text (RFC 4291 §2.2): eight groups, of which {@code ::} stands for any number of zeros once. */
final class V6Text {
    static final int GROUPS = 8;

    private static final int MAX_DIGITS = 4;
    private static final int HEX = 16;

    private final String text;
    private final int[] groups = new int[GROUPS];
    private int count;
    /** How many groups stand before the two colons; negative if there are no two. */
    private int gapAt = -1;

    private int at;

    V6Text(String text) {
        this.text = text;
    }

    /** Empty if it is none. */
    Optional<IpAddress> address() {
        if (text.startsWith("::")) {
            gapAt = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (!group()) {
                return Optional.empty();
            }
        }
        boolean complete = gapAt < 0 ? count == GROUPS : count < GROUPS;
        return complete ? Optional.of(IpAddress.v6(half(0), half(GROUPS / 2))) : Optional.empty();
    }

    /** Reads a group and the colons after it. */
    private boolean group() {
        int end = text.indexOf(':', at);
        if (end < 0) {
            return text.indexOf('.', at) < 0 ? add(at, text.length(), text.length()) : addV4();
        }
        if (!add(at, end, end + 1)) {
            return false;
        }
        if (at < text.length() && text.charAt(at) == ':') {
            if (gapAt >= 0) {
                return false;
            }
            gapAt = count;
            at++;
            return true;
        }
        return at < text.length(); // one colon has something after it
    }

    private boolean add(int from, int to, int next) {
        if (count == GROUPS || to == from || to - from > MAX_DIGITS) {
            return false;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), HEX) : -1;
            if (digit < 0) {
                return false;
            }
            number = HEX * number + digit;
        }
        groups[count++] = number;
        at = next;
        return true;
    }

    private boolean addV4() {
        long number = V4Text.number(text, at, text.length());
        if (number < 0 || count > GROUPS - 2) {
            return false;
        }
        groups[count++] = (int) (number >>> Short.SIZE);
        groups[count++] = (int) number & 0xffff;
        at = text.length();
        return true;
    }

    private long half(int from) {
        long half = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            half = half << Short.SIZE | valueOf(i);
        }
        return half;
    }

    /** Of the group at an index once the zeros are there. */
    private int valueOf(int index) {
        if (gapAt < 0 || index < gapAt) {
            return groups[index];
        }
        int zeros = GROUPS - count;
        return index < gapAt + zeros ? 0 : groups[index - zeros];
    }
}
