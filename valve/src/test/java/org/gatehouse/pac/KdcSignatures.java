package org.gatehouse.pac;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.wire.Bytes;

/** What a KDC verifies of a PAC, and a service cannot: the signatures with the KDC's own key ([MS-PAC] 2.8.2 to 2.8.4). */
public final class KdcSignatures {
    private final Bytes pac;
    private final ChecksumKey key;

    /**
     * Of a PAC.
     *
     * @param key of the krbtgt account
     */
    public KdcSignatures(Bytes pac, ChecksumKey key) {
        this.pac = pac;
        this.key = key;
    }

    /** The KDC's signature is that of the server's. */
    public boolean kdcSignatureIsRight() throws Exception {
        return key.verify(List.of(signature(PacBufferType.SERVER_SIGNATURE)), signature(PacBufferType.KDC_SIGNATURE));
    }

    /**
     * The ticket's signature is that of the ticket.
     *
     * @param ticket the EncTicketPart, with one zero octet in place of the PAC
     */
    public boolean ticketSignatureIsRight(Bytes ticket) throws Exception {
        return key.verify(List.of(ticket), signature(PacBufferType.TICKET_SIGNATURE));
    }

    /** The full signature is that of the PAC with zeros for the server's, the KDC's and itself; the ticket's stays. */
    public boolean fullSignatureIsRight() throws Exception {
        byte[] zeroed = pac.toArray();
        for (PacBufferType type :
                List.of(PacBufferType.SERVER_SIGNATURE, PacBufferType.KDC_SIGNATURE, PacBufferType.FULL_SIGNATURE)) {
            int from = PacForge.bufferOffset(zeroed, type.number()) + PacSignature.TYPE_SIZE;
            int to = from + PacForge.bufferLength(zeroed, type.number()) - PacSignature.TYPE_SIZE;
            Arrays.fill(zeroed, from, to, (byte) 0);
        }
        return key.verify(List.of(Bytes.of(zeroed)), signature(PacBufferType.FULL_SIGNATURE));
    }

    private Bytes signature(PacBufferType type) throws Exception {
        Bytes buffer = PacDirectory.parse(pac).find(type).orElseThrow().in(pac);
        return PacSignature.parse(type, buffer).signature();
    }
}
