package org.gatehouse.spnego;

/** negState of a NegTokenResp (RFC 4178 §4.2.2). */
public enum NegState {
    ACCEPT_COMPLETED(0),
    ACCEPT_INCOMPLETE(1),
    REJECT(2),
    REQUEST_MIC(3);

    private final int number;

    NegState(int number) {
        this.number = number;
    }

    /** @param number 0 to 3 */
    static NegState of(int number) {
        return switch (number) {
            case 0 -> ACCEPT_COMPLETED;
            case 1 -> ACCEPT_INCOMPLETE;
            case 2 -> REJECT;
            case 3 -> REQUEST_MIC;
            default -> throw new IllegalArgumentException("No negState: " + number);
        };
    }

    /** The value on the wire. */
    public int number() {
        return number;
    }
}
