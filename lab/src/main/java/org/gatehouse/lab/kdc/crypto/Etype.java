package org.gatehouse.lab.kdc.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;

/** The encryption types of this KDC, strongest first. RFC 8009's types are beyond Kerby. */
public enum Etype {
    /** RFC 3962. */
    AES256_SHA1(EncryptionType.AES256_CTS_HMAC_SHA1_96, CheckSumType.HMAC_SHA1_96_AES256, 0x10, 32, "aes256-sha1"),
    /** RFC 3962. */
    AES128_SHA1(EncryptionType.AES128_CTS_HMAC_SHA1_96, CheckSumType.HMAC_SHA1_96_AES128, 0x08, 16, "aes128-sha1"),
    /** RFC 4757; only for accounts that ask for it. */
    RC4_HMAC(EncryptionType.ARCFOUR_HMAC, CheckSumType.HMAC_MD5_ARCFOUR, 0x04, 16, "rc4-hmac");

    /** AES256-CTS-HMAC-SHA1-96-SK, [MS-KILE] 2.2.7. */
    private static final int AES_SESSION_KEYS = 0x20;

    private final EncryptionType kerby;
    private final CheckSumType checksum;
    private final int supportedBit;
    private final int keySize;
    private final String label;

    Etype(EncryptionType kerby, CheckSumType checksum, int supportedBit, int keySize, String label) {
        this.kerby = kerby;
        this.checksum = checksum;
        this.supportedBit = supportedBit;
        this.keySize = keySize;
        this.label = label;
    }

    public static Optional<Etype> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number() == number).findFirst();
    }

    /**
     * The types that {@code msDS-SupportedEncryptionTypes} ([MS-KILE] 2.2.7) admits. Without any bit that is known here
     * the account has the two AES types.
     */
    static List<Etype> supported(int attribute) {
        List<Etype> types = Arrays.stream(values())
                .filter(type -> (attribute & type.supportedBit) != 0)
                .toList();
        return types.isEmpty() ? List.of(AES256_SHA1, AES128_SHA1) : types;
    }

    /**
     * The types of session keys that go with an account: those of its long-term keys and, where AES256-CTS-HMAC-SHA1-96-SK
     * is set, the AES types, since the account's programs can do AES though its password gave it no key.
     */
    public static List<Etype> supportedForSessions(int attribute) {
        return (attribute & AES_SESSION_KEYS) == 0
                ? supported(attribute)
                : supported(attribute | AES256_SHA1.supportedBit | AES128_SHA1.supportedBit);
    }

    /** The name for log and console of a type that need not be one of this KDC's. */
    public static String describe(int number) {
        return of(number).map(Etype::toString).orElse("etype " + number);
    }

    /** The number on the wire. */
    public int number() {
        return kerby.getValue();
    }

    public EncryptionType kerby() {
        return kerby;
    }

    /** In bytes. */
    public int keySize() {
        return keySize;
    }

    /** The keyed checksum that belongs to the type. */
    public CheckSumType checksum() {
        return checksum;
    }

    @Override
    public String toString() {
        return label;
    }
}
