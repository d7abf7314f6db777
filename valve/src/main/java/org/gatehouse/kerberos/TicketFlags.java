package org.gatehouse.kerberos;

/** TicketFlags (RFC 4120 §5.3); bit 0 is the most significant one. */
public record TicketFlags(int bits) {
    private static final int INVALID = 7;
    private static final int TRANSITED_POLICY_CHECKED = 12;
    /** RFC 8062 §3. */
    private static final int ANONYMOUS = 16;

    public boolean invalid() {
        return bit(INVALID);
    }

    /** The KDC has checked the realms between the client's and the service's. */
    public boolean transitedPolicyChecked() {
        return bit(TRANSITED_POLICY_CHECKED);
    }

    /** The KDC does not say who the client is. */
    public boolean anonymous() {
        return bit(ANONYMOUS);
    }

    private boolean bit(int number) {
        return bits << number < 0;
    }
}
