package org.gatehouse.lab.kdc.crypto;

import org.apache.kerby.asn1.type.Asn1Type;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.CheckSumHandler;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** Encryption with integrity, RFC 3961, by Kerby. */
public final class Sealing {
    private Sealing() {}

    public static EncryptionKey randomKey(Etype type) {
        try {
            return EncryptionHandler.random2Key(type.kerby());
        } catch (KrbException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of " + type, e);
        }
    }

    public static EncryptedData seal(Asn1Type part, EncryptionKey key, KeyUsage usage) {
        try {
            return EncryptionHandler.encrypt(KerbyCodec.encode(part), key, usage);
        } catch (KrbException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of " + key.getKeyType(), e);
        }
    }

    /**
     * Decrypts, and checks that nothing was changed.
     *
     * @throws MalformedMessageException if it does not open: wrong key, changed or truncated data
     */
    public static byte[] open(EncryptedData data, EncryptionKey key, KeyUsage usage) throws MalformedMessageException {
        if (data.getEType() != key.getKeyType()) {
            throw new MalformedMessageException("encrypted with another type than the key's");
        }
        try {
            return EncryptionHandler.decrypt(data, key, usage);
        } catch (KrbException | RuntimeException e) { // run-time: Kerby takes the lengths of short data for granted
            throw new MalformedMessageException("does not open", e);
        }
    }

    public static <T extends Asn1Type> T open(EncryptedData data, EncryptionKey key, KeyUsage usage, Class<T> type)
            throws MalformedMessageException {
        return KerbyCodec.decode(open(data, key, usage), type);
    }

    /** The keyed checksum that belongs to the key's type. */
    public static CheckSum checksum(byte[] data, EncryptionKey key, KeyUsage usage) {
        return checksum(Etype.of(key.getKeyType().getValue()).orElseThrow().checksum(), data, key, usage);
    }

    /** A keyed checksum of any type, whether it goes with such a key or not. */
    public static CheckSum checksum(CheckSumType type, byte[] data, EncryptionKey key, KeyUsage usage) {
        try {
            return CheckSumHandler.checksumWithKey(type, data, key.getKeyData(), usage);
        } catch (KrbException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of " + type, e);
        }
    }

    /** A checksum that needs no key. */
    public static CheckSum checksum(CheckSumType type, byte[] data) {
        try {
            return CheckSumHandler.checksum(type, data);
        } catch (KrbException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of " + type, e);
        }
    }

    public static boolean verifies(CheckSum checksum, byte[] data, EncryptionKey key, KeyUsage usage) {
        try {
            return CheckSumHandler.verifyWithKey(checksum, data, key.getKeyData(), usage);
        } catch (KrbException | RuntimeException e) { // run-time: as above
            return false;
        }
    }

    public static boolean verifies(CheckSum checksum, byte[] data) {
        try {
            return CheckSumHandler.verify(checksum, data);
        } catch (KrbException | RuntimeException e) { // run-time: as above
            return false;
        }
    }
}
