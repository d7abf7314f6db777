package org.gatehouse.pac;

import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * UPN_DNS_INFO ([MS-PAC] 2.10).
 *
 * @param upn the user principal name; empty if there is none
 * @param dnsDomainName the DNS name of the account's domain
 * @param isUpnConstructed whether the account has no UPN, and this one was made of its SAM name and its domain (flag U)
 * @param extension the account's SAM name and SID (flag S), which domain controllers send since 2021
 */
public record UpnDnsInfo(
        String upn, String dnsDomainName, boolean isUpnConstructed, Optional<UpnDnsInfo.Extension> extension) {
    private static final int FLAG_UPN_CONSTRUCTED = 0x1;
    private static final int FLAG_EXTENDED = 0x2;

    /** Where the texts may begin: after the fields. */
    private static final int HEADER_SIZE = 12;

    private static final int EXTENDED_HEADER_SIZE = 20;

    /** What the account is known by, whatever its UPN. */
    public record Extension(String samName, Sid sid) {}

    static UpnDnsInfo parse(Bytes buffer) throws WireException {
        ByteCursor cursor = buffer.cursor(PacBufferType.UPN_DNS_INFO.structure());
        Part upn = Part.read(cursor, "Upn", "UpnLength", "UpnOffset");
        Part dns = Part.read(cursor, "DnsDomainName", "DnsDomainNameLength", "DnsDomainNameOffset");
        long flags = cursor.uint32Little("Flags");
        if ((flags & FLAG_EXTENDED) == 0) {
            return new UpnDnsInfo(
                    upn.text(cursor, HEADER_SIZE),
                    dns.text(cursor, HEADER_SIZE),
                    (flags & FLAG_UPN_CONSTRUCTED) != 0,
                    Optional.empty());
        }
        Part samName = Part.read(cursor, "SamName", "SamNameLength", "SamNameOffset");
        Part sid = Part.read(cursor, "Sid", "SidLength", "SidOffset");
        return new UpnDnsInfo(
                upn.text(cursor, EXTENDED_HEADER_SIZE),
                dns.text(cursor, EXTENDED_HEADER_SIZE),
                (flags & FLAG_UPN_CONSTRUCTED) != 0,
                Optional.of(new Extension(samName.text(cursor, EXTENDED_HEADER_SIZE), sid.sid(cursor))));
    }

    /** A part of the buffer that the fields point at, in bytes from its beginning. */
    private record Part(String name, int length, int offset) {
        static Part read(ByteCursor cursor, String name, String lengthField, String offsetField) throws WireException {
            return new Part(name, cursor.uint16Little(lengthField), cursor.uint16Little(offsetField));
        }

        /** An empty text is nowhere. */
        String text(ByteCursor cursor, int floor) throws WireException {
            return length == 0 ? "" : PacText.read(cursor.window(path(), offset, length, floor), "text");
        }

        Sid sid(ByteCursor cursor) throws WireException {
            ByteCursor window = cursor.window(path(), offset, length, EXTENDED_HEADER_SIZE);
            Sid sid = Sid.parse(window);
            window.expectEnd();
            return sid;
        }

        private String path() {
            return PacBufferType.UPN_DNS_INFO.structure() + "." + name;
        }
    }
}
