package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.wire.Bytes;

/**
 * What accepting a token costs at the least with the JDK's primitives: decrypt the ticket and check its MAC, check the
 * service's signature of the PAC, derive four keys from the session key, decrypt the authenticator and check its MAC, encrypt an
 * AP-REP. All objects are made beforehand, the service's keys are in place, buffers are used again; nothing is parsed, looked up, remembered or wiped, and the
 * random bytes are cheap ones. One thread at a time.
 */
public final class BareCryptography {
    private static final int BLOCK = 16;
    private static final int MAX_TEXT = 1 << 17;
    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[BLOCK]);
    /** ctime, cusec, subkey and seq-number of an EncAPRepPart with their DER. */
    private static final int ENC_AP_REP_PART = 66;

    private final boolean sha2;
    private final String hash;
    private final int keyLength;
    private final int macLength;

    private final CipherAndMac tickets;
    private final CipherAndMac session;
    private final Cipher baseKey;
    private final Mac derivation;
    private final Mac signatures;
    private final byte[] input = new byte[MAX_TEXT];

    public BareCryptography(EncryptionType type, byte[] serviceKey) throws GeneralSecurityException {
        this.sha2 =
                type == EncryptionType.AES128_CTS_HMAC_SHA256_128 || type == EncryptionType.AES256_CTS_HMAC_SHA384_192;
        this.hash = sha2 ? (type.keyLength() == BLOCK ? "HmacSHA256" : "HmacSHA384") : "HmacSHA1";
        this.keyLength = type.keyLength();
        this.macLength = sha2 ? (type.keyLength() == BLOCK ? 16 : 24) : 12;
        this.tickets = new CipherAndMac();
        this.session = new CipherAndMac();
        this.baseKey = Cipher.getInstance("AES/ECB/NoPadding");
        this.derivation = Mac.getInstance(hash);
        SecretKeySpec[] keys = derive(serviceKey, KeyUsage.TICKET, KeyUsage.TICKET);
        tickets.use(Cipher.DECRYPT_MODE, keys[0], keys[1]);
        this.signatures = Mac.getInstance(hash);
        signatures.init(checksumKey(serviceKey, KeyUsage.PAC_SIGNATURE));
    }

    /** A PAC with zeros in place of its signatures, and the service's one. */
    public record OpenPac(Bytes signedText, Bytes signature) {}

    /** All of it for one token. */
    public void accept(Bytes ticket, byte[] sessionKey, Bytes authenticator, OpenPac pac)
            throws GeneralSecurityException {
        tickets.decrypt(ticket);
        checkSignature(pac);
        SecretKeySpec[] keys = derive(sessionKey, KeyUsage.AP_REQ_AUTHENTICATOR, KeyUsage.AP_REP_ENC_PART);
        session.use(Cipher.DECRYPT_MODE, keys[0], keys[1]);
        session.decrypt(authenticator);
        session.use(Cipher.ENCRYPT_MODE, keys[2], keys[3]);
        session.encrypt(ENC_AP_REP_PART);
    }

    private void checkSignature(OpenPac pac) throws GeneralSecurityException {
        byte[] mac = pac.signedText().read((array, offset, length) -> {
            signatures.update(array, offset, length);
            return signatures.doFinal();
        });
        if (!MessageDigest.isEqual(
                Arrays.copyOf(mac, macLength), pac.signature().toArray())) {
            throw new GeneralSecurityException("the PAC of a token of the benchmark is not signed by the service");
        }
    }

    private SecretKeySpec checksumKey(byte[] base, KeyUsage usage) throws GeneralSecurityException {
        if (sha2) {
            derivation.init(new SecretKeySpec(base, hash));
            return deriveSha2(usage.checksumConstant(), macLength, hash);
        }
        baseKey.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(base, "AES"));
        byte[] first = baseKey.doFinal(usage.checksumFolded().toArray());
        byte[] key = Arrays.copyOf(first, keyLength);
        System.arraycopy(keyLength == BLOCK ? first : baseKey.doFinal(first), 0, key, keyLength - BLOCK, BLOCK);
        return new SecretKeySpec(key, hash);
    }

    private SecretKeySpec[] derive(byte[] base, KeyUsage first, KeyUsage second) throws GeneralSecurityException {
        return sha2 ? deriveSha2(base, first, second) : deriveSha1(base, first, second);
    }

    /** RFC 3961 §5.1; the blocks of all four keys at once. */
    private SecretKeySpec[] deriveSha1(byte[] base, KeyUsage first, KeyUsage second) throws GeneralSecurityException {
        byte[] folded = new byte[4 * BLOCK];
        first.specificKeyFolded().copyTo(folded, 0);
        second.specificKeyFolded().copyTo(folded, 2 * BLOCK);
        baseKey.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(base, "AES"));
        byte[] blocks = baseKey.doFinal(folded);
        byte[] more = keyLength == BLOCK ? blocks : baseKey.doFinal(blocks);
        SecretKeySpec[] keys = new SecretKeySpec[4];
        for (int i = 0; i < keys.length; i++) {
            byte[] key = new byte[keyLength];
            System.arraycopy(blocks, i * BLOCK, key, 0, BLOCK);
            System.arraycopy(more, i * BLOCK, key, keyLength - BLOCK, BLOCK);
            keys[i] = new SecretKeySpec(key, i % 2 == 0 ? "AES" : hash);
        }
        return keys;
    }

    /** RFC 8009 §3. */
    private SecretKeySpec[] deriveSha2(byte[] base, KeyUsage first, KeyUsage second) throws GeneralSecurityException {
        derivation.init(new SecretKeySpec(base, hash));
        return new SecretKeySpec[] {
            deriveSha2(first.encryptionConstant(), keyLength, "AES"),
            deriveSha2(first.integrityConstant(), macLength, hash),
            deriveSha2(second.encryptionConstant(), keyLength, "AES"),
            deriveSha2(second.integrityConstant(), macLength, hash)
        };
    }

    private SecretKeySpec deriveSha2(Bytes label, int length, String algorithm) {
        byte[] text = new byte[4 + 5 + 1 + 4];
        text[3] = 1;
        label.copyTo(text, 4);
        text[12] = (byte) ((length * Byte.SIZE) >>> 8);
        text[13] = (byte) (length * Byte.SIZE);
        return new SecretKeySpec(derivation.doFinal(text), 0, length, algorithm);
    }

    /** A cipher and a MAC with the buffers that they fill. */
    private final class CipherAndMac {
        private final Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        private final Mac mac = Mac.getInstance(hash);
        private final byte[] output = new byte[MAX_TEXT];
        private final byte[] last = new byte[BLOCK];
        private final byte[] tag = new byte[64];

        CipherAndMac() throws GeneralSecurityException {}

        void use(int mode, SecretKeySpec encryption, SecretKeySpec integrity) throws GeneralSecurityException {
            cipher.init(mode, encryption, ZERO_IV);
            mac.init(integrity);
        }

        void decrypt(Bytes ciphertext) throws GeneralSecurityException {
            ciphertext.copyTo(input, 0);
            int length = ciphertext.length() - macLength;
            if (sha2) {
                mac.update(last, 0, zero(last));
                checkMac(input, length);
            }
            int last2 = (length - 1) / BLOCK * BLOCK - BLOCK; // where the last two blocks begin
            int rest = length - last2 - BLOCK; // bytes of the last one
            cipher.doFinal(input, last2, BLOCK, last, 0);
            byte[] swapped = new byte[2 * BLOCK];
            System.arraycopy(input, last2 + BLOCK, swapped, 0, rest);
            System.arraycopy(last, rest, swapped, rest, BLOCK - rest);
            System.arraycopy(input, last2, swapped, BLOCK, BLOCK);
            byte[] kept = Arrays.copyOfRange(input, length, length + macLength);
            System.arraycopy(swapped, 0, input, last2, 2 * BLOCK);
            cipher.doFinal(input, 0, last2 + 2 * BLOCK, output, 0);
            if (!sha2) {
                System.arraycopy(kept, 0, input, length, macLength);
                checkMac(output, length);
            }
        }

        private void checkMac(byte[] text, int length) throws GeneralSecurityException {
            mac.update(text, 0, length);
            mac.doFinal(tag, 0);
            if (!MessageDigest.isEqual(
                    Arrays.copyOf(tag, macLength), Arrays.copyOfRange(input, length, length + macLength))) {
                throw new GeneralSecurityException("a token of the benchmark cannot be decrypted");
            }
        }

        /** Whole blocks, so that nothing is to be stolen; who counts a copy of 16 bytes? */
        void encrypt(int messageLength) throws GeneralSecurityException {
            int length = (BLOCK + messageLength + BLOCK - 1) / BLOCK * BLOCK;
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < BLOCK; i++) {
                input[i] = (byte) random.nextInt();
            }
            cipher.doFinal(input, 0, length, output, 0);
            if (sha2) {
                mac.update(last, 0, zero(last));
            }
            mac.update(sha2 ? output : input, 0, length);
            mac.doFinal(output, length);
        }

        private static int zero(byte[] block) {
            Arrays.fill(block, (byte) 0);
            return block.length;
        }
    }
}
