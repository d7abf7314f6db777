package org.gatehouse.dtyp;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * A security identifier ([MS-DTYP] 2.4.2): what Windows knows a user, a group or a domain by, whatever its name is at the
 * moment. Immutable.
 */
public final class Sid implements Comparable<Sid> {
    /** [MS-DTYP] 2.4.2.2. The longest SID has 68 bytes. */
    public static final int MAX_SUB_AUTHORITIES = 15;

    private static final int REVISION = 1;
    private static final long LAST_DECIMAL_AUTHORITY = 0xffff_ffffL;
    private static final int HEXADECIMAL_DIGITS = 12;

    /**
     * [MS-DTYP] 2.4.2.1, but for the ranges of the numbers: authority, hexadecimal authority, sub-authorities. A decimal
     * number has no leading zeros. Letters may be of either case, as in all ABNF.
     */
    private static final Pattern TEXT =
            Pattern.compile("[Ss]-1-(?:(0|[1-9][0-9]{0,9})|0[Xx]([0-9A-Fa-f]{12}))((?:-(?:0|[1-9][0-9]{0,9})){1,15})");

    private final long authority;
    private final int[] subAuthorities;

    private Sid(long authority, int[] subAuthorities) {
        this.authority = authority;
        this.subAuthorities = subAuthorities;
    }

    /** Reads the packet representation ([MS-DTYP] 2.4.2.2). What follows the SID is left to the cursor's owner. */
    public static Sid parse(ByteCursor cursor) throws WireException {
        int at = cursor.position();
        if (cursor.uint8("Revision") != REVISION) {
            throw cursor.failure("Revision", Reason.BAD_VERSION, at);
        }
        int count = cursor.uint8("SubAuthorityCount");
        if (count > MAX_SUB_AUTHORITIES) {
            throw cursor.failure("SubAuthorityCount", Reason.TOO_MANY, at + 1);
        }
        long high = cursor.uint16Big("IdentifierAuthority");
        long low = cursor.uint32Big("IdentifierAuthority");
        int[] subAuthorities = new int[count];
        for (int i = 0; i < count; i++) {
            subAuthorities[i] = cursor.int32Little("SubAuthority");
        }
        return new Sid(high << Integer.SIZE | low, subAuthorities);
    }

    /** Reads an RPC_SID ([MS-DTYP] 2.4.2.3), the referent of a PISID: a conformant structure with its size in front. */
    public static Sid read(NdrReader ndr) throws WireException {
        int at = ndr.position();
        long size = ndr.uint32("SubAuthority");
        Sid sid = ndr.unaligned(Sid::parse);
        if (size != sid.subAuthorities.length) {
            throw ndr.failure("SubAuthority", Reason.BAD_LENGTH, at);
        }
        return sid;
    }

    /**
     * Reads the string format ([MS-DTYP] 2.4.2.1), for example {@code S-1-5-32-544}.
     *
     * @return empty for any other text, also for a SID without sub-authorities, which the format does not have
     */
    public static Optional<Sid> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String decimal = matcher.group(1);
        long authority = decimal == null ? HexFormat.fromHexDigitsToLong(matcher.group(2)) : Long.parseLong(decimal);
        boolean isWrittenInItsForm = (decimal != null) == (authority <= LAST_DECIMAL_AUTHORITY);
        long[] numbers = Arrays.stream(matcher.group(3).substring(1).split("-", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        boolean fit = Arrays.stream(numbers).allMatch(number -> number >>> Integer.SIZE == 0);
        return isWrittenInItsForm && fit
                ? Optional.of(new Sid(
                        authority,
                        Arrays.stream(numbers).mapToInt(number -> (int) number).toArray()))
                : Optional.empty();
    }

    /** The SID of the domain, or other issuer, that an account's or a group's SID belongs to; empty without a {@link #rid}. */
    public Optional<Sid> domain() {
        return subAuthorities.length == 0
                ? Optional.empty()
                : Optional.of(new Sid(authority, Arrays.copyOf(subAuthorities, subAuthorities.length - 1)));
    }

    /** The relative identifier, which is the last sub-authority; empty if there is none. */
    public OptionalLong rid() {
        return subAuthorities.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Integer.toUnsignedLong(subAuthorities[subAuthorities.length - 1]));
    }

    /** Whether it is one of this domain's or other issuer's. */
    public boolean isIn(Sid domain) {
        return isBelow(domain, 1);
    }

    /** Whether it is {@code levels} below another one: {@code S-1-5-21-1-2-3} is three below {@code S-1-5-21}. */
    public boolean isBelow(Sid other, int levels) {
        int theirs = other.subAuthorities.length;
        return subAuthorities.length - levels == theirs
                && authority == other.authority
                && Arrays.equals(subAuthorities, 0, theirs, other.subAuthorities, 0, theirs);
    }

    /** Whether there is room for the {@link #rid} of one that this domain has issued. */
    public boolean canIssue() {
        return subAuthorities.length < MAX_SUB_AUTHORITIES;
    }

    /**
     * The SID that this domain has issued with this relative identifier.
     *
     * @param rid all 32 bits: what is 2³¹ or more is negative
     * @throws IllegalStateException unless it {@link #canIssue}
     */
    public Sid issued(int rid) {
        if (!canIssue()) {
            throw new IllegalStateException("A SID has no more than " + MAX_SUB_AUTHORITIES + " sub-authorities");
        }
        int[] longer = Arrays.copyOf(subAuthorities, subAuthorities.length + 1);
        longer[subAuthorities.length] = rid;
        return new Sid(authority, longer);
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof Sid that
                        && authority == that.authority
                        && Arrays.equals(subAuthorities, that.subAuthorities));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(subAuthorities) + Long.hashCode(authority);
    }

    /** By authority, then by sub-authorities, so that the SIDs of a domain stand together and after the domain's own. */
    @Override
    public int compareTo(Sid other) {
        int order = Long.compare(authority, other.authority);
        return order == 0 ? Arrays.compareUnsigned(subAuthorities, other.subAuthorities) : order;
    }

    /** The string format ([MS-DTYP] 2.4.2.1). */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("S-1-");
        if (authority > LAST_DECIMAL_AUTHORITY) {
            text.append("0x").append(HexFormat.of().toHexDigits(authority, HEXADECIMAL_DIGITS));
        } else {
            text.append(authority);
        }
        for (int subAuthority : subAuthorities) {
            text.append('-').append(Integer.toUnsignedLong(subAuthority));
        }
        return text.toString();
    }
}
