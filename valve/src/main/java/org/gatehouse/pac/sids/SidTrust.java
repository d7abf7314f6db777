package org.gatehouse.pac.sids;

/** Which SIDs a realm may speak for, apart from its own users'. */
public enum SidTrust {
    /** Groups of all domains: the KDC that vouches for its own users filtered them ([MS-PAC] 4.1.2.2, Member). */
    MEMBER("member"),
    /** Groups of all domains of the forest. */
    FOREST("forest"),
    /** Groups of the user's own domain alone. */
    QUARANTINED("quarantined");

    private final String attributeValue;

    SidTrust(String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** As administrators write it. */
    public String attributeValue() {
        return attributeValue;
    }
}
