package org.gatehouse.crypto;

import java.util.Arrays;
import org.gatehouse.wire.Bytes;

/** What a key is used for (RFC 4120 §7.5.1): each use has keys of its own, derived from it. */
public enum KeyUsage {
    /** A ticket's encrypted part, encrypted with the service's key. */
    TICKET(2),
    /** The authenticator of an AP-REQ, encrypted with the ticket's session key. */
    AP_REQ_AUTHENTICATOR(11),
    /** The encrypted part of an AP-REP, encrypted with the ticket's session key. */
    AP_REP_ENC_PART(12),
    /** A signature of a PAC, with the service's key or the KDC's: KERB_NON_KERB_CKSUM_SALT ([MS-PAC] 2.8). */
    PAC_SIGNATURE(17),
    /** The MIC of a message of the acceptor (RFC 4121 §2). */
    ACCEPTOR_SIGN(23),
    /** The MIC of a message of the initiator. */
    INITIATOR_SIGN(25);

    /** RFC 3961 §5.3: the octets that tell the keys of one usage apart. */
    private static final int ENCRYPTION = 0xaa;

    private static final int INTEGRITY = 0x55;
    private static final int CHECKSUM = 0x99;

    private final int number;
    private final Bytes encryptionConstant;
    private final Bytes integrityConstant;
    private final Bytes specificKeyFolded;
    private final Bytes checksumConstant;
    private final Bytes checksumFolded;

    KeyUsage(int number) {
        this.number = number;
        this.encryptionConstant = constant(number, ENCRYPTION);
        this.integrityConstant = constant(number, INTEGRITY);
        this.specificKeyFolded = joined(folded(encryptionConstant), folded(integrityConstant));
        this.checksumConstant = constant(number, CHECKSUM);
        this.checksumFolded = folded(checksumConstant);
    }

    public int number() {
        return number;
    }

    /** Whether the keys are a service's, used again and again. */
    boolean lasting() {
        return this == TICKET || this == PAC_SIGNATURE;
    }

    /** What the key that encrypts is derived with (RFC 3961 §5.3, RFC 8009 §5). */
    Bytes encryptionConstant() {
        return encryptionConstant;
    }

    /** What the key that makes MACs is derived with. */
    Bytes integrityConstant() {
        return integrityConstant;
    }

    /** Both, folded to AES's block size once and for all (RFC 3961 §5.1), one after the other. */
    Bytes specificKeyFolded() {
        return specificKeyFolded;
    }

    /** What the key of a checksum is derived with (RFC 3961 §5.4). */
    Bytes checksumConstant() {
        return checksumConstant;
    }

    /** The same, folded. */
    Bytes checksumFolded() {
        return checksumFolded;
    }

    private static Bytes constant(int usage, int purpose) {
        return Bytes.of(new byte[] {0, 0, 0, (byte) usage, (byte) purpose}); // none of them needs more
    }

    private static Bytes joined(Bytes first, Bytes second) {
        byte[] both = Arrays.copyOf(first.toArray(), first.length() + second.length());
        second.copyTo(both, first.length());
        return Bytes.of(both);
    }

    private static Bytes folded(Bytes constant) {
        return Bytes.of(NFold.fold(constant.toArray(), CiphertextStealing.BLOCK));
    }
}
