package org.gatehouse.lab.account;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A security identifier: {@code S-1-5-21-1004336348-1177238915-682003330-1104} ([MS-DTYP] 2.4.2).
 *
 * @param identifierAuthority 48 bits; 5 is NT Authority
 * @param subAuthorities 32 bits each; the last one of an account is its RID
 */
public record DomainSid(long identifierAuthority, List<Long> subAuthorities) {
    /** SID_MAX_SUB_AUTHORITIES of [MS-DTYP] 2.4.2.2. */
    private static final int MAX_SUB_AUTHORITIES = 15;

    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final Pattern TEXT =
            Pattern.compile("S-1-(\\d{1,10})((?:-\\d{1,10}){1," + MAX_SUB_AUTHORITIES + "})");

    public DomainSid {
        subAuthorities = List.copyOf(subAuthorities);
    }

    /**
     * A SID that a program names.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static DomainSid of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no SID"));
    }

    /** Reads the string form of [MS-DTYP] 2.4.2.1; empty if it is none. */
    public static Optional<DomainSid> parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Long> subAuthorities = new ArrayList<>();
        for (String number : matcher.group(2).substring(1).split("-", -1)) {
            long value = Long.parseLong(number);
            if (value > MAX_UINT32) {
                return Optional.empty();
            }
            subAuthorities.add(value);
        }
        return Optional.of(new DomainSid(Long.parseLong(matcher.group(1)), subAuthorities));
    }

    /** Reads what {@link #toBytes} wrote. */
    public static DomainSid ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int count = buffer.position(1).get();
        long authority = (buffer.getShort() & 0xffffL) << 32 | (buffer.getInt() & MAX_UINT32);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        List<Long> subAuthorities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subAuthorities.add(buffer.getInt() & MAX_UINT32);
        }
        return new DomainSid(authority, subAuthorities);
    }

    /** The account's SID in the domain that has this one. */
    public DomainSid withRid(long rid) {
        List<Long> longer = new ArrayList<>(subAuthorities);
        longer.add(rid);
        return new DomainSid(identifierAuthority, longer);
    }

    /** Whether this is the SID of an account or a group of that domain. */
    public boolean isIn(DomainSid domain) {
        return subAuthorities.size() == domain.subAuthorities.size() + 1 && domain().equals(domain);
    }

    /**
     * Without the RID.
     *
     * @throws IllegalStateException if nothing is left then
     */
    public DomainSid domain() {
        if (subAuthorities.size() < 2) {
            throw new IllegalStateException(this + " is of no domain");
        }
        return new DomainSid(identifierAuthority, subAuthorities.subList(0, subAuthorities.size() - 1));
    }

    /** The last sub-authority. */
    public long rid() {
        return subAuthorities.get(subAuthorities.size() - 1);
    }

    /** The packet form of [MS-DTYP] 2.4.2.2, which {@code objectSid} holds. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(8 + 4 * subAuthorities.size());
        buffer.put((byte) 1).put((byte) subAuthorities.size());
        buffer.putShort((short) (identifierAuthority >>> 32)).putInt((int) identifierAuthority); // big-endian, 48 bits
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        subAuthorities.forEach(value -> buffer.putInt(value.intValue()));
        return buffer.array();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("S-1-").append(identifierAuthority);
        subAuthorities.forEach(value -> text.append('-').append(value));
        return text.toString();
    }
}
