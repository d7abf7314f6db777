package org.gatehouse.lab.kdc.pac;

import java.util.Arrays;
import java.util.Optional;

/** The buffers of a PAC that this KDC makes or passes on, by {@code ulType} of [MS-PAC] 2.4, in ascending order. */
public enum PacPart {
    LOGON_INFO(1),
    SERVER_SIGNATURE(6),
    KDC_SIGNATURE(7),
    CLIENT_INFO(10),
    UPN_DNS_INFO(12),
    CLIENT_CLAIMS(13),
    TICKET_SIGNATURE(16),
    ATTRIBUTES(17),
    REQUESTOR(18),
    FULL_SIGNATURE(19);

    private final int number;

    PacPart(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<PacPart> of(int number) {
        return Arrays.stream(values()).filter(part -> part.number == number).findFirst();
    }
}
