package org.gatehouse.crypto;

import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** What an encryption type does with its keys (RFC 3961 §3). It has no state: that is in the primitives and the keys. */
interface Profile {
    /** A ticket with the largest PAC fits into 64 KiB (MaxTokenSize); what is longer is not copied, let alone decrypted. */
    int MAX_CIPHERTEXT = 1 << 17;

    /** The profile of a type. */
    static Profile of(EncryptionType type) {
        return switch (type) {
            case AES128_CTS_HMAC_SHA1_96 -> AesSha1Profile.AES128;
            case AES256_CTS_HMAC_SHA1_96 -> AesSha1Profile.AES256;
            case AES128_CTS_HMAC_SHA256_128 -> AesSha2Profile.AES128;
            case AES256_CTS_HMAC_SHA384_192 -> AesSha2Profile.AES256;
            case RC4_HMAC -> Rc4Profile.RC4;
        };
    }

    /** The keys for one usage. */
    Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage);

    /** What keys, messages and checksums of the type take of the JDK. */
    List<JdkAlgorithm<?>> algorithms();

    /** Name of the JDK's algorithm that the base key is for. */
    String baseAlgorithm();

    /** The key for checksums of one usage. */
    MicKey checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage);

    /** The checksum of a text in parts. */
    byte[] checksum(Primitives primitives, MicKey key, List<Bytes> text);

    /** Hands the plaintext to {@code reader}, in the primitives' own buffer. */
    <T, E extends Exception> T decrypt(
            Primitives primitives, Keys keys, Bytes ciphertext, SecretBytes.User<T, E> reader)
            throws IntegrityException, E;

    Bytes encrypt(Primitives primitives, Keys keys, Bytes message);

    /** The part of a ciphertext that vouches for all of it; all of one that is too short to have it. */
    Bytes mac(Bytes ciphertext);

    /**
     * Keys for one usage. Where a profile has only one key for both, it stands in both places.
     *
     * @param lasting whether they are a service's, used again and again
     */
    record Keys(SecretKeySpec encryption, SecretKeySpec integrity, boolean lasting) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    /** A key for checksums of one usage, which RC4 puts into the checksum and the others into the key. */
    record MicKey(SecretKeySpec key, KeyUsage usage) {
        @Override
        public String toString() {
            return "MicKey[redacted]";
        }
    }
}
