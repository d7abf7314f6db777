package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On JDKs that lack some of their algorithms, as those in FIPS mode do. */
class JdkAlgorithmsTest {
    private static final Bytes TEXT = Bytes.of("the text of a message".getBytes(StandardCharsets.US_ASCII));
    private static final Set<EncryptionType> ALL = EnumSet.allOf(EncryptionType.class);
    private static final JdkAlgorithms EMPTY_JDK = new JdkAlgorithms(algorithm -> false);

    @Test
    void thisJdkLacksNothing() {
        assertThat(JdkAlgorithms.missing(ALL)).isEmpty();
        assertThat(JdkAlgorithms.missingWithPasswords(ALL)).isEmpty();
    }

    @Test
    void namesEachMissingAlgorithmOnceAndInOneOrder() {
        assertThat(EMPTY_JDK.missingFor(ALL))
                .containsExactly(
                        "AES/CBC/NoPadding",
                        "AES/ECB/NoPadding",
                        "HmacSHA1",
                        "HmacSHA256",
                        "HmacSHA384",
                        "HmacMD5",
                        "MD5",
                        "ARCFOUR");
    }

    @ParameterizedTest
    @CsvSource({
        "AES128_CTS_HMAC_SHA1_96, 'AES/CBC/NoPadding, AES/ECB/NoPadding, HmacSHA1', PBKDF2WithHmacSHA1",
        "AES256_CTS_HMAC_SHA1_96, 'AES/CBC/NoPadding, AES/ECB/NoPadding, HmacSHA1', PBKDF2WithHmacSHA1",
        "AES128_CTS_HMAC_SHA256_128, 'AES/CBC/NoPadding, HmacSHA256', PBKDF2WithHmacSHA256",
        "AES256_CTS_HMAC_SHA384_192, 'AES/CBC/NoPadding, HmacSHA384', PBKDF2WithHmacSHA384",
        "RC4_HMAC, 'HmacMD5, MD5, ARCFOUR', ''"
    })
    void namesWhatAnEncryptionTypeNeeds(EncryptionType type, String forTickets, String forPasswords) {
        List<String> withPasswords = new ArrayList<>(List.of(forTickets.split(", ", -1)));
        if (!forPasswords.isEmpty()) {
            withPasswords.add(forPasswords);
        }

        assertThat(EMPTY_JDK.missingFor(Set.of(type))).containsExactly(forTickets.split(", ", -1));
        assertThat(EMPTY_JDK.missingWithPasswordsFor(Set.of(type))).containsExactlyElementsOf(withPasswords);
    }

    /** Providers with hardware behind them look at what a key says that it is for. */
    @ParameterizedTest
    @CsvSource({
        "AES128_CTS_HMAC_SHA1_96, AES, AES, HmacSHA1",
        "AES256_CTS_HMAC_SHA1_96, AES, AES, HmacSHA1",
        "AES128_CTS_HMAC_SHA256_128, HmacSHA256, AES, HmacSHA256",
        "AES256_CTS_HMAC_SHA384_192, HmacSHA384, AES, HmacSHA384",
        "RC4_HMAC, HmacMD5, HmacMD5, HmacMD5"
    })
    void keysSayWhatTheyAreFor(EncryptionType type, String base, String encryption, String mac) {
        Profile profile = Profile.of(type);
        Primitives primitives = new Primitives(new SecureRandom(), new JdkAlgorithms());
        SecretKeySpec key = new SecretKeySpec(new byte[type.keyLength()], profile.baseAlgorithm());
        Profile.Keys keys = profile.derive(primitives, key, KeyUsage.TICKET);

        assertThat(profile.baseAlgorithm()).isEqualTo(base);
        assertThat(keys.encryption().getAlgorithm()).isEqualTo(encryption);
        assertThat(keys.integrity().getAlgorithm()).isEqualTo(mac);
        assertThat(profile.checksumKey(primitives, key, KeyUsage.PAC_SIGNATURE)
                        .key()
                        .getAlgorithm())
                .isEqualTo(mac);
    }

    @Test
    void namesOnlyWhatIsMissing() {
        JdkAlgorithms fips = without("HmacMD5", "ARCFOUR", "HmacSHA384");

        assertThat(fips.missingFor(ALL)).containsExactly("HmacSHA384", "HmacMD5", "ARCFOUR");
        assertThat(fips.missingFor(
                        Set.of(EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.AES128_CTS_HMAC_SHA256_128)))
                .isEmpty();
        assertThat(fips.missingFor(Set.of())).isEmpty();
    }

    /** The list of a type is complete: with what it names and nothing else, everything works. */
    @ParameterizedTest
    @EnumSource
    void encryptionTypeWorksWithTheAlgorithmsThatItNames(EncryptionType type) throws IntegrityException {
        List<String> needed = EMPTY_JDK.missingFor(Set.of(type));

        useEverything(new JdkAlgorithms(algorithm -> needed.contains(algorithm.name())), type);
    }

    /** And it is not too long: without any one of them, something does not. */
    @ParameterizedTest
    @EnumSource
    void encryptionTypeFailsWithoutAnyOfTheAlgorithmsThatItNames(EncryptionType type) {
        for (String name : EMPTY_JDK.missingFor(Set.of(type))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> useEverything(without(name), type))
                    .withMessage("This JDK lacks " + name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keyOfAPasswordIsMadeWithTheAlgorithmsThatTheTypeNames(EncryptionType type) {
        List<String> needed = EMPTY_JDK.missingWithPasswordsFor(Set.of(type));
        StringToKey stringToKey = new StringToKey(new JdkAlgorithms(algorithm -> needed.contains(algorithm.name())));

        assertThatCode(() -> derive(stringToKey, type)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RC4_HMAC")
    void keyOfAPasswordIsNotMadeWithoutItsStretching(EncryptionType type) {
        String stretching = StringToKey.stretching(type).orElseThrow().name();

        assertThatIllegalStateException()
                .isThrownBy(() -> derive(new StringToKey(without(stretching)), type))
                .withMessage("This JDK lacks " + stretching);
    }

    @Test
    void needsNoCipherForRandomNumbers() {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom(), EMPTY_JDK);

        assertThat(cryptosystem.sequenceNumber()).isNotNegative();
        try (EncryptionKey key = cryptosystem.randomKey(EncryptionType.RC4_HMAC)) {
            assertThat(key.value().length()).isEqualTo(16);
        }
    }

    private static JdkAlgorithms without(String... names) {
        return new JdkAlgorithms(algorithm -> !List.of(names).contains(algorithm.name()));
    }

    private static void useEverything(JdkAlgorithms jdk, EncryptionType type) throws IntegrityException {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom(), jdk);
        EncryptionKey key = new EncryptionKey(type, SecretBytes.adopt(new byte[type.keyLength()]));
        SpecificKey specificKey = cryptosystem.specificKey(key, KeyUsage.TICKET);
        try (SecretBytes decrypted = specificKey.decrypt(specificKey.encrypt(TEXT))) {
            assertThat(decrypted.length()).isEqualTo(TEXT.length());
        }
        ChecksumKey checksumKey = cryptosystem.checksumKey(key, KeyUsage.PAC_SIGNATURE);
        assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, checksumKey.mic(TEXT, Bytes.EMPTY)))
                .isTrue();
    }

    private static EncryptionKey derive(StringToKey stringToKey, EncryptionType type) {
        return TestCleanup.closes(stringToKey.derive(type, SecretChars.adopt("password".toCharArray()), TEXT, 1));
    }
}
