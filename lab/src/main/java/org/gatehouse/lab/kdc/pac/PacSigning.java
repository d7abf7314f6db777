package org.gatehouse.lab.kdc.pac;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;

/**
 * The signatures of a PAC, in the order in which they build on each other: ticket, full, server, KDC ([MS-PAC] 2.8).
 *
 * @param method how a signature is made; {@link PacChecksum#of(byte[], EncryptionKey)} unless a fault is wanted
 */
record PacSigning(EncryptionKey serverKey, EncryptionKey kdcKey, Method method) {
    /** Makes one signature. */
    @FunctionalInterface
    interface Method {
        PacChecksum sign(byte[] data, EncryptionKey key);
    }

    /**
     * The PAC of these buffers, signed.
     *
     * @param ticketWithoutPac what the ticket signature is of; empty for tickets that have neither that one nor the full one
     */
    SortedMap<PacPart, byte[]> sign(SortedMap<PacPart, byte[]> content, Optional<byte[]> ticketWithoutPac) {
        SortedMap<PacPart, byte[]> parts = new TreeMap<>(content);
        byte[] nothing = {};
        parts.put(PacPart.SERVER_SIGNATURE, method.sign(nothing, serverKey).zeros());
        parts.put(PacPart.KDC_SIGNATURE, method.sign(nothing, kdcKey).zeros());
        if (ticketWithoutPac.isPresent()) {
            parts.put(
                    PacPart.TICKET_SIGNATURE,
                    method.sign(ticketWithoutPac.get(), kdcKey).encode());
            parts.put(PacPart.FULL_SIGNATURE, method.sign(nothing, kdcKey).zeros());
            parts.put(
                    PacPart.FULL_SIGNATURE,
                    method.sign(PacLayout.join(parts), kdcKey).encode());
        }
        PacChecksum server = signAsServer(parts);
        parts.put(PacPart.KDC_SIGNATURE, method.sign(server.value(), kdcKey).encode());
        return parts;
    }

    /** The server signature of what is there, put there; the KDC signature is all zeros then, or missing. */
    PacChecksum signAsServer(SortedMap<PacPart, byte[]> parts) {
        parts.put(PacPart.SERVER_SIGNATURE, method.sign(new byte[0], serverKey).zeros());
        PacChecksum server = method.sign(PacLayout.join(parts), serverKey);
        parts.put(PacPart.SERVER_SIGNATURE, server.encode());
        return server;
    }
}
