package org.gatehouse.crypto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.text.AsciiCase;

/** The encryption types that can be accepted, by the numbers and short names of their registry (RFC 3961 §8). */
public enum EncryptionType {
    AES128_CTS_HMAC_SHA1_96(17, "aes128-sha1", 16),
    AES256_CTS_HMAC_SHA1_96(18, "aes256-sha1", 32),
    AES128_CTS_HMAC_SHA256_128(19, "aes128-sha2", 16),
    AES256_CTS_HMAC_SHA384_192(20, "aes256-sha2", 32),
    /** RFC 4757. Its keys are made of passwords without salt or effort (NTLM's hash), so it must be asked for. */
    RC4_HMAC(23, "rc4-hmac", 16);

    /** What is accepted unless somebody says otherwise: all but RC4 (RFC 8429). */
    public static final Set<EncryptionType> DEFAULT = Set.of(
            AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96, AES128_CTS_HMAC_SHA256_128, AES256_CTS_HMAC_SHA384_192);

    private static final List<EncryptionType> ALL = List.of(values());

    /** As ktpass, the RFCs and MIT's configuration write them, in lower case. */
    private static final Map<String, EncryptionType> OTHER_NAMES = Map.of(
            "aes128-cts-hmac-sha1-96", AES128_CTS_HMAC_SHA1_96,
            "aes128-cts", AES128_CTS_HMAC_SHA1_96,
            "aes256-cts-hmac-sha1-96", AES256_CTS_HMAC_SHA1_96,
            "aes256-cts", AES256_CTS_HMAC_SHA1_96,
            "aes128-cts-hmac-sha256-128", AES128_CTS_HMAC_SHA256_128,
            "aes256-cts-hmac-sha384-192", AES256_CTS_HMAC_SHA384_192,
            "rc4-hmac-nt", RC4_HMAC,
            "arcfour-hmac", RC4_HMAC,
            "arcfour-hmac-md5", RC4_HMAC);

    private static final String UNNAMED = "enctype ";

    private final int number;
    private final String shortName;
    private final int keyLength;

    EncryptionType(int number, String shortName, int keyLength) {
        this.number = number;
        this.shortName = shortName;
        this.keyLength = keyLength;
    }

    /** The type of that name, as any tool spells it: {@code aes256-sha1}, {@code AES256-SHA1}, {@code RC4-HMAC-NT}. */
    public static Optional<EncryptionType> named(String name) {
        String folded = AsciiCase.fold(name);
        return ALL.stream()
                .filter(type -> type.shortName.equals(folded))
                .findFirst()
                .or(() -> Optional.ofNullable(OTHER_NAMES.get(folded)));
    }

    public static Optional<EncryptionType> of(int number) {
        for (EncryptionType type : ALL) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** A name that an administrator knows, also for the types that are not accepted: {@code rc4-hmac (23)}. */
    public static String describe(int number) {
        return switch (number) {
            case 1, 2, 3 -> "des (" + number + ")";
            case 5, 7, 16 -> "des3 (" + number + ")";
            case 17, 18, 19, 20 -> of(number).orElseThrow().shortName;
            case 23 -> "rc4-hmac (23)";
            case 24 -> "rc4-hmac-exp (24)";
            case 25, 26 -> "camellia (" + number + ")";
            default -> UNNAMED + number;
        };
    }

    /** Whether {@link #describe} has a name for it, accepted or not. */
    public static boolean isNamed(int number) {
        return !describe(number).startsWith(UNNAMED);
    }

    public int number() {
        return number;
    }

    /** {@code aes256-sha1}, as MIT's and Heimdal's tools write it. */
    public String shortName() {
        return shortName;
    }

    /** In bytes. */
    public int keyLength() {
        return keyLength;
    }
}
