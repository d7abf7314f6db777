package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.WindowsTime;

/** The buffers of a PAC that are no NDR. */
final class FlatBuffers {
    /** PAC_WAS_REQUESTED and PAC_WAS_GIVEN_IMPLICITLY of [MS-PAC] 2.14; two bits are in use. */
    private static final int REQUESTED = 1;

    private static final int GIVEN_IMPLICITLY = 2;
    private static final int FLAGS_LENGTH = 2;

    /** Of UPN_DNS_INFO: the account has no UPN of its own. */
    private static final int CONSTRUCTED = 1;

    /** Of UPN_DNS_INFO: with SAM name and SID. */
    private static final int EXTENDED = 2;

    private static final int ALIGNMENT = 8;

    private FlatBuffers() {}

    /** PAC_CLIENT_INFO of [MS-PAC] 2.7. */
    static byte[] clientInfo(String name, Instant authTime) {
        byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
        return ByteBuffer.allocate(Long.BYTES + Short.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(WindowsTime.of(authTime))
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** The same time with another name. */
    static byte[] withOtherName(byte[] clientInfo, String name) {
        long time = ByteBuffer.wrap(clientInfo).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return clientInfo(name, WindowsTime.instant(time));
    }

    /** PAC_ATTRIBUTES_INFO of [MS-PAC] 2.14. */
    static byte[] attributes(boolean requested) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(FLAGS_LENGTH)
                .putInt(requested ? REQUESTED : GIVEN_IMPLICITLY)
                .array();
    }

    /**
     * UPN_DNS_INFO of [MS-PAC] 2.10, extended.
     *
     * @param constructed whether the UPN was made of the SAM name and the domain's name
     */
    static byte[] upnDnsInfo(UpnNames names, boolean constructed) {
        List<byte[]> values = List.of(
                names.userPrincipalName().getBytes(StandardCharsets.UTF_16LE),
                names.dnsDomainName().getBytes(StandardCharsets.UTF_16LE),
                names.samName().getBytes(StandardCharsets.UTF_16LE),
                names.sid().toBytes());
        int offset = aligned(Integer.BYTES + values.size() * 2 * Short.BYTES);
        int size = offset
                + values.stream().mapToInt(value -> aligned(value.length)).sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            if (i == 2) {
                out.putInt(EXTENDED
                        | (constructed ? CONSTRUCTED : 0)); // between the old fields and those of the extension
            }
            out.putShort((short) value.length).putShort((short) offset).put(offset, value);
            offset += aligned(value.length);
        }
        return out.array();
    }

    /** What UPN_DNS_INFO says. */
    record UpnNames(String userPrincipalName, String dnsDomainName, String samName, DomainSid sid) {}

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
