package org.gatehouse.identity;

/** Why a SID of a ticket is not believed ([MS-PAC] 4.1.2.2). */
public enum SidDropReason {
    NOT_OF_A_DOMAIN("not-of-a-domain", "it is local, built-in or well-known, and no ticket can give it"),
    FOREIGN_DOMAIN("foreign-domain", "it belongs to a domain that the user's realm must not speak for"),
    PRIVILEGED("privileged", "it is a built-in group of a domain other than the user's own (a RID below 1000)");

    private final String shortName;
    private final String words;

    SidDropReason(String shortName, String words) {
        this.shortName = shortName;
        this.words = words;
    }

    /** For counters. */
    public String shortName() {
        return shortName;
    }

    /** Half a sentence. */
    public String words() {
        return words;
    }
}
