package org.gatehouse.pac.claims;

import org.gatehouse.identity.ClaimSet;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The two buffers with claims. */
public final class PacClaims {
    private PacClaims() {}

    /** Reads a buffer of type 13, PAC_CLIENT_CLAIMS_INFO ([MS-PAC] 2.11). */
    public static ClaimSet ofClient(Bytes buffer) throws WireException {
        return ClaimsMetadata.parse("PAC_CLIENT_CLAIMS_INFO", "PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet", buffer);
    }

    /** Reads a buffer of type 15, PAC_DEVICE_CLAIMS_INFO ([MS-PAC] 2.13). */
    public static ClaimSet ofDevice(Bytes buffer) throws WireException {
        return ClaimsMetadata.parse("PAC_DEVICE_CLAIMS_INFO", "PAC_DEVICE_CLAIMS_INFO.Claims.ClaimsSet", buffer);
    }
}
