package org.gatehouse.pac;

import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

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
        Place upn = Part.UPN.place(cursor);
        Place dns = Part.DNS_DOMAIN_NAME.place(cursor);
        long flags = cursor.uint32Little("Flags");
        boolean isConstructed = (flags & FLAG_UPN_CONSTRUCTED) != 0;
        if ((flags & FLAG_EXTENDED) == 0) {
            return new UpnDnsInfo(
                    upn.text(cursor, HEADER_SIZE), dns.text(cursor, HEADER_SIZE), isConstructed, Optional.empty());
        }
        Place samName = Part.SAM_NAME.place(cursor);
        Place sid = Part.SID.place(cursor);
        return new UpnDnsInfo(
                upn.text(cursor, EXTENDED_HEADER_SIZE),
                dns.text(cursor, EXTENDED_HEADER_SIZE),
                isConstructed,
                Optional.of(new Extension(samName.text(cursor, EXTENDED_HEADER_SIZE), sid.sid(cursor))));
    }

    /** What the fields point at. */
    private enum Part {
        UPN("Upn"),
        DNS_DOMAIN_NAME("DnsDomainName"),
        SAM_NAME("SamName"),
        SID("Sid");

        private final String field;
        private final String path;
        private final String lengthField;
        private final String offsetField;

        Part(String field) {
            this.field = field;
            this.path = PacBufferType.UPN_DNS_INFO.structure() + "." + field;
            this.lengthField = field + "Length";
            this.offsetField = field + "Offset";
        }

        Place place(ByteCursor cursor) throws WireException {
            int length = cursor.uint16Little(lengthField);
            return new Place(this, length, cursor.uint16Little(offsetField));
        }
    }

    /** Where a part is, in bytes from the beginning of the buffer. */
    private record Place(Part part, int length, int offset) {
        /** An empty text is nowhere. */
        String text(ByteCursor cursor, int floor) throws WireException {
            return length == 0 ? "" : PacText.read(window(cursor, floor), "text");
        }

        Sid sid(ByteCursor cursor) throws WireException {
            ByteCursor window = window(cursor, EXTENDED_HEADER_SIZE);
            Sid sid = Sid.parse(window);
            window.expectEnd();
            return sid;
        }

        private ByteCursor window(ByteCursor cursor, int floor) throws WireException {
            int size = cursor.position() + cursor.remaining();
            if (offset < floor || length > size - offset) {
                throw cursor.failure(part.field, Reason.BAD_OFFSET, cursor.position());
            }
            return cursor.window(part.path, offset, length, floor);
        }
    }
}
