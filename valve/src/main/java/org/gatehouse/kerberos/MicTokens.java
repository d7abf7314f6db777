package org.gatehouse.kerberos;

import java.util.Optional;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * MIC tokens (RFC 4121 §4.2.6.1) of an established context: ours, and the client's. Immutable, and without the key they
 * were derived from.
 */
public final class MicTokens implements MicProvider {
    private static final int TOK_ID = 0x0404;
    private static final int HEADER_LENGTH = 16;
    private static final int SENT_BY_ACCEPTOR = 0x01;
    private static final int ACCEPTOR_SUBKEY = 0x04;
    private static final int FILLER = 0xff;
    private static final int FILLER_LENGTH = 5;

    private final ChecksumKey ours;
    private final ChecksumKey theirs;
    private final boolean acceptorSubkey;
    private final long seqNumber;

    private MicTokens(ChecksumKey ours, ChecksumKey theirs, boolean acceptorSubkey, long seqNumber) {
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
    public static Optional<MicTokens> of(
            Cryptosystem cryptosystem, EncryptionKey key, boolean acceptorSubkey, long seqNumber) {
        if (key.type() == EncryptionType.RC4_HMAC) {
            return Optional.empty();
        }
        ChecksumKey ours = cryptosystem.checksumKey(key, KeyUsage.ACCEPTOR_SIGN);
        ChecksumKey theirs = cryptosystem.checksumKey(key, KeyUsage.INITIATOR_SIGN);
        return Optional.of(new MicTokens(ours, theirs, acceptorSubkey, seqNumber));
    }

    /** Made with our first sequence number: one is made of a context. */
    @Override
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
        Bytes checksum = ours.mic(text, Bytes.of(header));
        byte[] token = new byte[HEADER_LENGTH + checksum.length()];
        System.arraycopy(header, 0, token, 0, HEADER_LENGTH);
        checksum.copyTo(token, HEADER_LENGTH);
        return Bytes.of(token);
    }

    /** Its sequence number may be any: it is the first. */
    @Override
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
