package org.gatehouse.negotiate;

import java.nio.charset.StandardCharsets;
import org.gatehouse.wire.Bytes;

/** The first bytes of every NTLM message ([MS-NLMP] 2.2.1); in base64 they read {@code TlRMTVNT}. */
final class NtlmSignature {
    private static final Bytes SIGNATURE = Bytes.of("NTLMSSP\0".getBytes(StandardCharsets.US_ASCII));

    private NtlmSignature() {}

    static boolean startsNtlm(Bytes token) {
        return token.startsWith(SIGNATURE);
    }
}
