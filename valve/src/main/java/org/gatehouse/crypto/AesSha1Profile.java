package org.gatehouse.crypto;

import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * The simplified profile of RFC 3961 §5.3 with AES and HMAC-SHA1-96, as RFC 3962 §6 puts it together: the MAC is over the
 * plaintext.
 */
final class AesSha1Profile extends AesProfile {
    /** aes128-cts-hmac-sha1-96. */
    static final AesSha1Profile AES128 = new AesSha1Profile(16);
    /** aes256-cts-hmac-sha1-96. */
    static final AesSha1Profile AES256 = new AesSha1Profile(32);

    private static final int MAC_LENGTH = 12;

    private AesSha1Profile(int keyLength) {
        super(Hmac.SHA1, keyLength, MAC_LENGTH);
    }

    @Override
    public List<JdkAlgorithm<?>> algorithms() {
        return List.of(JdkAlgorithm.AES_CBC, JdkAlgorithm.AES_ECB, hash().algorithm());
    }

    @Override
    public String baseAlgorithm() {
        return CIPHER;
    }

    @Override
    public Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        try (SecretBytes derived = primitives.derivation().derive(base, usage.specificKeyFolded(), keyLength())) {
            return derived.use((array, offset, length) -> new Keys(
                    new SecretKeySpec(array, offset, keyLength(), CIPHER),
                    new SecretKeySpec(array, offset + keyLength(), keyLength(), hash().keyAlgorithm()),
                    usage.lasting()));
        }
    }

    @Override
    public MicKey checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        try (SecretBytes derived = primitives.derivation().derive(base, usage.checksumFolded(), keyLength())) {
            return derived.use((array, offset, length) ->
                    new MicKey(new SecretKeySpec(array, offset, length, hash().keyAlgorithm()), usage));
        }
    }

    @Override
    void decryptAndVerify(KeyedPrimitives primitives, Keys keys, Bytes encrypted, byte[] plaintext, byte[] expectedMac)
            throws IntegrityException {
        primitives.aes().decrypt(keys.encryption(), encrypted, plaintext);
        verify(mac(primitives, keys, plaintext, encrypted.length()), expectedMac);
    }

    @Override
    byte[] mac(KeyedPrimitives primitives, Keys keys, byte[] plaintext, byte[] encrypted, int length) {
        return mac(primitives, keys, plaintext, length);
    }

    private byte[] mac(KeyedPrimitives primitives, Keys keys, byte[] plaintext, int length) {
        KeyedMac mac = primitives.mac(hash());
        mac.begin(keys.integrity()).update(plaintext, 0, length);
        return mac.end(keys.integrity());
    }
}
