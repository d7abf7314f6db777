package org.gatehouse.lab.directory.value;

import java.util.Arrays;
import java.util.Optional;

/** {@code trustDirection} of [MS-ADTS] 6.1.6.7.12, seen from the domain that has the entry. */
public enum TrustDirection {
    /** The partner trusts us: our users may go there. */
    INBOUND(1),
    /** We trust the partner: its users may come here. */
    OUTBOUND(2),
    BOTH(3);

    private final int number;

    TrustDirection(int number) {
        this.number = number;
    }

    /** Empty if the number is none; a disabled trust (0) is not kept. */
    public static Optional<TrustDirection> of(int number) {
        return Arrays.stream(values())
                .filter(direction -> direction.number == number)
                .findFirst();
    }

    public int number() {
        return number;
    }

    public boolean inbound() {
        return this != OUTBOUND;
    }

    public boolean outbound() {
        return this != INBOUND;
    }

    /** The same trust, seen from the partner. */
    public TrustDirection opposite() {
        return switch (this) {
            case INBOUND -> OUTBOUND;
            case OUTBOUND -> INBOUND;
            case BOTH -> BOTH;
        };
    }
}
