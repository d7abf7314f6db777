package org.gatehouse.pac;

import java.util.List;
import java.util.Optional;

/** The types of buffers ([MS-PAC] 2.4) that are known here, and the structures in them. */
enum PacBufferType {
    LOGON_INFO(1, "KERB_VALIDATION_INFO"),
    CREDENTIALS(2, "PAC_CREDENTIAL_INFO"),
    SERVER_SIGNATURE(6, "PAC_SERVER_CHECKSUM"),
    KDC_SIGNATURE(7, "PAC_PRIVSVR_CHECKSUM"),
    CLIENT_INFO(10, "PAC_CLIENT_INFO"),
    DELEGATION_INFO(11, "S4U_DELEGATION_INFO"),
    UPN_DNS_INFO(12, "UPN_DNS_INFO"),
    CLIENT_CLAIMS(13, "PAC_CLIENT_CLAIMS_INFO"),
    DEVICE_INFO(14, "PAC_DEVICE_INFO"),
    DEVICE_CLAIMS(15, "PAC_DEVICE_CLAIMS_INFO"),
    TICKET_SIGNATURE(16, "PAC_TICKET_CHECKSUM"),
    ATTRIBUTES(17, "PAC_ATTRIBUTES_INFO"),
    REQUESTOR(18, "PAC_REQUESTOR"),
    FULL_SIGNATURE(19, "PAC_FULL_CHECKSUM");

    private static final List<PacBufferType> ALL = List.of(values());

    private final int number;
    private final String structure;

    PacBufferType(int number, String structure) {
        this.number = number;
        this.structure = structure;
    }

    static Optional<PacBufferType> of(long number) {
        for (PacBufferType type : ALL) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The value of ulType. */
    int number() {
        return number;
    }

    /** What errors in the buffer begin with. */
    String structure() {
        return structure;
    }

    /** Whether it is one of the two signatures without which there is no PAC. */
    boolean isRequiredSignature() {
        return this == SERVER_SIGNATURE || this == KDC_SIGNATURE;
    }
}
