package org.gatehouse.kerberos;

import java.util.Optional;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.Signer;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * MIC tokens (RFC 4121 §4.2.6.1) of an established context: ours, and the client's. Immutable, and without the key they
 * were derived from.
 */
public final class MicTokens {
    private static final int TOK_ID = 0x0404;
    private static final int HEADER_LENGTH = 16;
    private static final int SENT_BY_ACCEPTOR = 0x01;
    private static final int ACCEPTOR_SUBKEY = 0x04;
    private static final int FILLER = 0xff;
    private static final int FILLER_LENGTH = 5;

    private final Signer ours;
    private final Signer theirs;
    private final boolean acceptorSubkey;
    private final long seqNumber;

    private MicTokens(Signer ours, Signer theirs, boolean acceptorSubkey, long seqNumber) {
        this.ours = ours;
        this.theirs = theirs;
        this.acceptorSubkey = acceptorSubkey;
        this.seqNumber = seqNumber;
    }

    /**
     * The tokens of a context.
     *
     * @param key the acceptor's subkey if it has asserted one, else the initiator's, else the session key (RFC 4121 §2)
     * @param seqNumber our first one
     * @return empty for RC4, which has tokens of its own (RFC 4757 §7.2)
     */
    static Optional<MicTokens> of(EnginePool engines, EncryptionKey key, boolean acceptorSubkey, long seqNumber) {
        return engines.signer(key, KeyUsage.ACCEPTOR_SIGN)
                .flatMap(ours -> engines.signer(key, KeyUsage.INITIATOR_SIGN)
                        .map(theirs -> new MicTokens(ours, theirs, acceptorSubkey, seqNumber)));
    }

    /** Our token for {@code text}, with our first sequence number: one is made of a context. */
    public Bytes mic(Bytes text) {
        byte[] header = new byte[HEADER_LENGTH];
        header[0] = (byte) (TOK_ID >>> 8);
        header[1] = (byte) TOK_ID;
        header[2] = (byte) (SENT_BY_ACCEPTOR | (acceptorSubkey ? ACCEPTOR_SUBKEY : 0));
        for (int i = 3; i < 3 + FILLER_LENGTH; i++) {
            header[i] = (byte) FILLER;
        }
        for (int i = 0; i < Long.BYTES; i++) {
            header[HEADER_LENGTH - 1 - i] = (byte) (seqNumber >>> (8 * i));
        }
        Bytes checksum = ours.sign(text, Bytes.of(header));
        byte[] token = new byte[HEADER_LENGTH + checksum.length()];
        System.arraycopy(header, 0, token, 0, HEADER_LENGTH);
        checksum.copyTo(token, HEADER_LENGTH);
        return Bytes.of(token);
    }

    /** Whether {@code mic} is the client's token for {@code text}. Its sequence number may be any: it is the first. */
    public boolean verify(Bytes text, Bytes mic) {
        try {
            ByteCursor cursor = mic.cursor("MIC token");
            int tokenId = cursor.uint16Big("TOK_ID");
            int flags = cursor.uint8("Flags");
            boolean filled = true;
            for (int i = 0; i < FILLER_LENGTH; i++) {
                filled &= cursor.uint8("Filler") == FILLER;
            }
            cursor.skip("SND_SEQ", Long.BYTES);
            Bytes checksum = cursor.bytes("SGN_CKSUM", cursor.remaining());
            return tokenId == TOK_ID
                    && flags == (acceptorSubkey ? ACCEPTOR_SUBKEY : 0)
                    && filled
                    && theirs.verify(text, mic.slice(0, HEADER_LENGTH), checksum);
        } catch (WireException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "MicTokens[redacted]";
    }
}
