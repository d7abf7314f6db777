package org.gatehouse.identity;

import java.util.Optional;

/** Where the domain controller has a claim from: CLAIMS_SOURCE_TYPE ([MS-ADTS] 2.2.18.3). */
public enum ClaimSource {
    /** Attributes of the account in Active Directory. */
    AD(1),
    /** The certificate that the user signed in to Windows with. */
    CERTIFICATE(2);

    private final int number;

    ClaimSource(int number) {
        this.number = number;
    }

    /** The source of a number; empty for one that is unknown. */
    public static Optional<ClaimSource> of(int number) {
        for (ClaimSource source : values()) {
            if (source.number == number) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
