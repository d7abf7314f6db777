package org.gatehouse.crypto;

import org.gatehouse.wire.Bytes;

/** What a key is used for (RFC 4120 §7.5.1): each use has keys of its own, derived from it. */
public enum KeyUsage {
    /** A ticket's encrypted part, sealed with the service's key. */
    TICKET(2),
    /** The authenticator of an AP-REQ, sealed with the ticket's session key. */
    AP_REQ_AUTHENTICATOR(11),
    /** The encrypted part of an AP-REP, sealed with the ticket's session key. */
    AP_REP_ENC_PART(12);

    /** RFC 3961 §5.3: the octets that tell encryption and integrity keys apart. */
    private static final int ENCRYPTION = 0xaa;

    private static final int INTEGRITY = 0x55;

    private final int number;
    private final Bytes encryptionConstant;
    private final Bytes integrityConstant;

    KeyUsage(int number) {
        this.number = number;
        this.encryptionConstant = foldedConstant(number, ENCRYPTION);
        this.integrityConstant = foldedConstant(number, INTEGRITY);
    }

    public int number() {
        return number;
    }

    Bytes encryptionConstant() {
        return encryptionConstant;
    }

    Bytes integrityConstant() {
        return integrityConstant;
    }

    /** The constant of DK (RFC 3961 §5.1), folded to AES's block size once and for all. */
    private static Bytes foldedConstant(int usage, int purpose) {
        byte[] constant = {
            (byte) (usage >>> 24), (byte) (usage >>> 16), (byte) (usage >>> 8), (byte) usage, (byte) purpose
        };
        return Bytes.of(NFold.fold(constant, AesEngine.BLOCK));
    }
}
