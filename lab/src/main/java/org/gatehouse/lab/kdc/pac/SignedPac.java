package org.gatehouse.lab.kdc.pac;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** A PAC that somebody presents. Nothing of it counts before the signatures that the presenter's place calls for. */
public final class SignedPac {
    private static final Set<PacPart> NOT_UNDER_THE_SERVER_SIGNATURE =
            EnumSet.of(PacPart.SERVER_SIGNATURE, PacPart.KDC_SIGNATURE);

    private static final Set<PacPart> NOT_UNDER_THE_FULL_SIGNATURE =
            EnumSet.of(PacPart.SERVER_SIGNATURE, PacPart.KDC_SIGNATURE, PacPart.FULL_SIGNATURE);

    private final PacLayout directory;

    private SignedPac(PacLayout directory) {
        this.directory = directory;
    }

    public static SignedPac parse(byte[] pac) throws KdcException {
        try {
            return new SignedPac(PacLayout.parse(pac));
        } catch (MalformedMessageException e) {
            throw modified(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The signature of anyone who has the key that the ticket is encrypted with, [MS-PAC] 2.8.1.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED
     */
    public void requireServerSignature(EncryptionKey key) throws KdcException {
        if (!signature(PacPart.SERVER_SIGNATURE).verifies(directory.withZeroed(NOT_UNDER_THE_SERVER_SIGNATURE), key)) {
            throw wrong(PacPart.SERVER_SIGNATURE);
        }
    }

    /**
     * The signature of this realm's KDC, which is one of the server signature, [MS-PAC] 2.8.2.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED
     */
    public void requireKdcSignature(List<EncryptionKey> krbtgt) throws KdcException {
        require(PacPart.KDC_SIGNATURE, signature(PacPart.SERVER_SIGNATURE).value(), krbtgt);
    }

    /**
     * What only the tickets of services have: signatures of the KDC over the ticket ([MS-PAC] 2.8.3) and over the whole PAC
     * (2.8.4), without which a service could change its own tickets and present them as evidence.
     *
     * @param ticketWithoutPac the encoded EncTicketPart with a single zero byte instead of the PAC
     * @throws KdcException KRB_AP_ERR_MODIFIED
     */
    public void requireTicketSignatures(List<EncryptionKey> krbtgt, byte[] ticketWithoutPac) throws KdcException {
        require(PacPart.TICKET_SIGNATURE, ticketWithoutPac, krbtgt);
        require(PacPart.FULL_SIGNATURE, directory.withZeroed(NOT_UNDER_THE_FULL_SIGNATURE), krbtgt);
    }

    private void require(PacPart part, byte[] data, List<EncryptionKey> keys) throws KdcException {
        if (!signature(part).verifies(data, keys)) {
            throw wrong(part);
        }
    }

    private PacChecksum signature(PacPart part) throws KdcException {
        byte[] buffer = directory.part(part).orElseThrow(() -> modified("PAC: " + part + " is missing"));
        try {
            return PacChecksum.decode(buffer);
        } catch (MalformedMessageException e) {
            throw modified(String.valueOf(e.getMessage()));
        }
    }

    /** All but the signatures. */
    SortedMap<PacPart, byte[]> content() {
        return directory.content();
    }

    private static KdcException wrong(PacPart part) {
        return modified("PAC: " + part + " is wrong");
    }

    static KdcException modified(String reason) {
        return new KdcException(KdcError.KRB_AP_ERR_MODIFIED, reason);
    }
}
