package org.gatehouse.http.forwarded;

/**
 * A request as its client sees it, on the other side of the proxies that are trusted.
 *
 * @param address of the client; where it is not known, the last address on the way back to it that a trusted proxy has told
 * @param isKnown whether that is the client's own address, as far as trusted proxies tell the truth
 * @param site what the client has asked
 */
public record ClientView(String address, boolean isKnown, OuterSite site) {
    private static final String UNKNOWN = "unknown";

    /** For rules. An address that is not known fits no range: it is not among the allowed ones, and nothing is open to it. */
    public String ruledAddress() {
        return isKnown ? address : UNKNOWN;
    }
}
