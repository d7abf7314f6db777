package org.gatehouse.conditions.address;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address. An IPv4 address that is written inside IPv6 ({@code ::ffff:192.0.2.1}, RFC 4291 §2.5.5.2) is the
 * IPv4 address: connectors of two stacks write it so. Nothing here asks DNS.
 *
 * @param isV4 whether it is an IPv4 address, whose number is all in {@code low}
 * @param high of an IPv6 address, the first 64 bits
 * @param low of an IPv6 address, the last 64 bits
 */
public record IpAddress(boolean isV4, long high, long low) implements Comparable<IpAddress> {
    /** In bits. */
    static final int V4_LENGTH = 32;

    static final int V6_LENGTH = 128;

    private static final long MAPPED = 0xffffL << V4_LENGTH;
    private static final long V4_BITS = 0xffff_ffffL;

    /** Reads an address as a connector gives it, also with a zone ({@code fe80::1%eth0}), which says nothing about where it is. */
    public static Optional<IpAddress> parse(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') >= 0) {
            return new V6Text(address).address();
        }
        long number = V4Text.number(address, 0, address.length());
        return zone >= 0 || number < 0 ? Optional.empty() : Optional.of(v4(number));
    }

    /** The number of an IPv4 address that is written by itself; negative if the text is something else. */
    public static long v4Number(String text) {
        return V4Text.number(text, 0, text.length());
    }

    static IpAddress v4(long number) {
        return new IpAddress(true, 0, number);
    }

    static IpAddress v6(long high, long low) {
        return high == 0 && (low & ~V4_BITS) == MAPPED ? v4(low & V4_BITS) : new IpAddress(false, high, low);
    }

    int length() {
        return isV4 ? V4_LENGTH : V6_LENGTH;
    }

    /** The first address of the network that this one is in. */
    IpAddress first(int prefix) {
        if (isV4) {
            return v4(low & mask(Long.SIZE - V4_LENGTH + prefix) & V4_BITS);
        }
        return new IpAddress(false, high & mask(prefix), low & mask(prefix - Long.SIZE));
    }

    /** The last address of the network that this one is in. */
    IpAddress last(int prefix) {
        if (isV4) {
            return v4((low | ~mask(Long.SIZE - V4_LENGTH + prefix)) & V4_BITS);
        }
        return new IpAddress(false, high | ~mask(prefix), low | ~mask(prefix - Long.SIZE));
    }

    /** Ones in the first {@code prefix} bits of 64. */
    private static long mask(int prefix) {
        if (prefix <= 0) {
            return 0;
        }
        return prefix >= Long.SIZE ? -1L : -1L << (Long.SIZE - prefix);
    }

    /** The address after this one; empty after the last of its kind. */
    Optional<IpAddress> next() {
        if (isV4) {
            return low == V4_BITS ? Optional.empty() : Optional.of(v4(low + 1));
        }
        if (low != -1L) {
            return Optional.of(new IpAddress(false, high, low + 1));
        }
        return high == -1L ? Optional.empty() : Optional.of(new IpAddress(false, high + 1, 0));
    }

    /** IPv4 before IPv6, then by number. */
    @Override
    public int compareTo(IpAddress other) {
        return compareTo(other.isV4, other.high, other.low);
    }

    /** The same with the parts of an address. */
    int compareTo(boolean otherIsV4, long otherHigh, long otherLow) {
        if (isV4 != otherIsV4) {
            return isV4 ? -1 : 1;
        }
        int order = Long.compareUnsigned(high, otherHigh);
        return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
    }

    /** As RFC 5952 writes it, but for the zeros that it leaves out. */
    @Override
    public String toString() {
        if (isV4) {
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < V6Text.GROUPS; group++) {
            long half = group < V6Text.GROUPS / 2 ? high : low;
            int shift = Short.SIZE * (V6Text.GROUPS / 2 - 1 - group % (V6Text.GROUPS / 2));
            text.append(group == 0 ? "" : ":").append(Long.toHexString(half >>> shift & 0xffff));
        }
        return text.toString();
    }
}
