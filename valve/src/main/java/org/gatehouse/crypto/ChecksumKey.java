package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.util.List;
import org.gatehouse.wire.Bytes;

/** Checksums with one key for one usage (RFC 3961 §5.4, RFC 8009 §6, RFC 4757 §4). For any number of threads. */
public final class ChecksumKey {
    private final Cryptosystem cryptosystem;
    private final Profile profile;
    private final Profile.MicKey key;

    ChecksumKey(Cryptosystem cryptosystem, Profile profile, Profile.MicKey key) {
        this.cryptosystem = cryptosystem;
        this.profile = profile;
        this.key = key;
    }

    /** get_mic: the checksum of a text in two parts. */
    public Bytes mic(Bytes first, Bytes second) {
        return mic(List.of(first, second));
    }

    /** get_mic: the checksum of a text in parts. */
    public Bytes mic(List<Bytes> text) {
        return Bytes.of(checksum(text));
    }

    /** verify_mic: whether {@code checksum} is that of the text in two parts; in constant time for checksums of one length. */
    public boolean verify(Bytes first, Bytes second, Bytes checksum) {
        return verify(List.of(first, second), checksum);
    }

    /** verify_mic: whether {@code checksum} is that of the text in parts; in constant time for checksums of one length. */
    public boolean verify(List<Bytes> text, Bytes checksum) {
        return MessageDigest.isEqual(checksum(text), checksum.toArray());
    }

    private byte[] checksum(List<Bytes> text) {
        Primitives primitives = cryptosystem.borrow();
        try {
            return profile.checksum(primitives, key, text);
        } finally {
            cryptosystem.giveBack(primitives);
        }
    }

    @Override
    public String toString() {
        return "ChecksumKey[redacted]";
    }
}
