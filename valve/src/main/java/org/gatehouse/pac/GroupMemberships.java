package org.gatehouse.pac;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Memberships in the groups of one domain ([MS-PAC] 2.2.2, GROUP_MEMBERSHIP): the domain's SID once, and two numbers for each
 * group, as the PAC has them. SIDs are made when they are asked for. Immutable.
 */
public final class GroupMemberships {
    /** A ticket has no more than 64 KiB (MaxTokenSize), of which a group takes eight bytes. */
    static final int MAX_SIZE = 8192;

    /** In bytes: RelativeId and Attributes. */
    private static final int ELEMENT_SIZE = 8;

    private final Sid domain;
    private final int[] rids;
    private final int[] attributes;

    private GroupMemberships(Sid domain, int[] rids, int[] attributes) {
        this.domain = domain;
        this.rids = rids;
        this.attributes = attributes;
    }

    static GroupMemberships none(Sid domain) {
        return new GroupMemberships(domain, new int[0], new int[0]);
    }

    /** The RIDs and attributes of a conformant array, whose domain stands elsewhere in the structure. */
    static Numbers read(NdrReader ndr, String field, long count) throws WireException {
        ndr.begin(field);
        int size = ndr.conformance("MaximumCount", count, MAX_SIZE, ELEMENT_SIZE);
        Bytes array = ndr.octets("GROUP_MEMBERSHIP", size * ELEMENT_SIZE);
        ndr.finish();
        int[] rids = new int[size];
        int[] attributes = new int[size];
        for (int i = 0; i < size; i++) {
            long both = array.littleEndianLong(i * ELEMENT_SIZE);
            rids[i] = (int) both;
            attributes[i] = (int) (both >>> Integer.SIZE);
        }
        return new Numbers(rids, attributes);
    }

    /** The domain of the accounts or groups in a structure: a SID with room for a RID. */
    static Sid readDomain(NdrReader ndr, String field) throws WireException {
        ndr.begin(field);
        int at = ndr.position();
        Sid domain = Sid.read(ndr);
        if (!domain.canIssue()) {
            throw ndr.failure("SubAuthorityCount", Reason.TOO_MANY, at);
        }
        ndr.finish();
        return domain;
    }

    public Sid domain() {
        return domain;
    }

    public int size() {
        return rids.length;
    }

    /** The relative identifier of the group {@code index}. */
    public long rid(int index) {
        return Integer.toUnsignedLong(rids[index]);
    }

    /** SE_GROUP_… of the group {@code index}. */
    public int attributes(int index) {
        return attributes[index];
    }

    public SidAndAttributes group(int index) {
        Objects.checkIndex(index, rids.length);
        return new SidAndAttributes(domain.issued(rids[index]), attributes[index]);
    }

    /** All of them, in the order of the PAC. */
    public List<SidAndAttributes> groups() {
        return IntStream.range(0, size()).mapToObj(this::group).toList();
    }

    /** Says how many there are. */
    @Override
    public String toString() {
        return size() + " groups of " + domain;
    }

    /** What an array holds, before its domain is known. */
    static final class Numbers {
        static final Numbers NONE = new Numbers(new int[0], new int[0]);

        private final int[] rids;
        private final int[] attributes;

        private Numbers(int[] rids, int[] attributes) {
            this.rids = rids;
            this.attributes = attributes;
        }

        boolean isEmpty() {
            return rids.length == 0;
        }

        GroupMemberships of(Sid domain) {
            return new GroupMemberships(domain, rids, attributes);
        }
    }
}
