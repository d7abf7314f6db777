package org.gatehouse.pac;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.WireException;

/**
 * KERB_SID_AND_ATTRIBUTES ([MS-PAC] 2.2.1): a group, or what else a SID can say of a user.
 *
 * @param attributes all 32 bits of SE_GROUP_…
 */
public record SidAndAttributes(Sid sid, int attributes) {
    /** SE_GROUP_MANDATORY: the user cannot put the membership aside. */
    public static final int MANDATORY = 0x1;
    /** SE_GROUP_ENABLED_BY_DEFAULT. */
    public static final int ENABLED_BY_DEFAULT = 0x2;
    /** SE_GROUP_ENABLED: the membership counts. */
    public static final int ENABLED = 0x4;
    /** SE_GROUP_OWNER: the user may own what belongs to the group. */
    public static final int OWNER = 0x8;
    /** SE_GROUP_USE_FOR_DENY_ONLY: the membership counts where something is denied, and nowhere else. */
    public static final int USE_FOR_DENY_ONLY = 0x10;
    /** SE_GROUP_RESOURCE: a group of the domain that the service is in. */
    public static final int RESOURCE = 0x2000_0000;

    /** In bytes: a pointer and the attributes. */
    private static final int SIZE = 8;

    /** Reads a conformant array of them, and the SIDs that follow it. */
    static List<SidAndAttributes> read(NdrReader ndr, String field, long count) throws WireException {
        ndr.begin(field);
        int size = ndr.conformance("MaximumCount", count, GroupMemberships.MAX_SIZE, SIZE);
        int[] attributes = new int[size];
        for (int i = 0; i < size; i++) {
            ndr.begin("Sid", i);
            ndr.requiredPointer("referent");
            ndr.finish();
            attributes[i] = ndr.int32("Attributes");
        }
        List<SidAndAttributes> sids = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ndr.begin("Sid", i);
            sids.add(new SidAndAttributes(Sid.read(ndr), attributes[i]));
            ndr.finish();
        }
        ndr.finish();
        return sids;
    }

    public boolean isEnabled() {
        return (attributes & ENABLED) != 0;
    }

    public boolean isForDenyOnly() {
        return (attributes & USE_FOR_DENY_ONLY) != 0;
    }
}
