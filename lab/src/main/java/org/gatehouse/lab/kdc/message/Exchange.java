package org.gatehouse.lab.kdc.message;

import java.util.Arrays;
import java.util.Optional;

/** The two exchanges of RFC 4120 that a KDC takes part in. */
public enum Exchange {
    AS(10),
    TGS(12);

    private final int requestType;

    Exchange(int requestType) {
        this.requestType = requestType;
    }

    static Optional<Exchange> ofApplicationTag(int tag) {
        return Arrays.stream(values()).filter(it -> it.requestType == tag).findFirst();
    }

    /** The {@code msg-type} of the request, also its application tag. */
    int requestType() {
        return requestType;
    }
}
