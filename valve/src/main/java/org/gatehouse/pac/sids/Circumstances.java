package org.gatehouse.pac.sids;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.dtyp.Sid;

/** SIDs that say how a user signed in, and not what they are a member of ([MS-DTYP] 2.4.2.4). No trust filters them. */
final class Circumstances {
    private static final Set<Sid> ALL = Stream.of(
                    "S-1-18-1", // AUTHENTICATION_AUTHORITY_ASSERTED_IDENTITY
                    "S-1-18-2", // SERVICE_ASSERTED_IDENTITY
                    "S-1-18-3", // FRESH_PUBLIC_KEY_IDENTITY
                    "S-1-18-4", // KEY_TRUST_IDENTITY
                    "S-1-18-5", // KEY_PROPERTY_MFA
                    "S-1-18-6", // KEY_PROPERTY_ATTESTATION
                    "S-1-5-21-0-0-0-496", // COMPOUNDED_AUTHENTICATION
                    "S-1-5-21-0-0-0-497", // CLAIMS_VALID
                    "S-1-5-65-1", // THIS_ORGANIZATION_CERTIFICATE
                    "S-1-5-1000") // OTHER_ORGANIZATION
            .map(text -> Sid.parse(text).orElseThrow())
            .collect(Collectors.toUnmodifiableSet());

    private Circumstances() {}

    static boolean contains(Sid sid) {
        return ALL.contains(sid);
    }
}
