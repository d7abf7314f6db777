package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, names and lengths that others have laid down. */
class RegistryTest {
    @Nested
    class EncryptionTypes_RFC3961_8 {
        @ParameterizedTest
        @CsvSource({
            "17, AES128_CTS_HMAC_SHA1_96, 16",
            "18, AES256_CTS_HMAC_SHA1_96, 32",
            "19, AES128_CTS_HMAC_SHA256_128, 16",
            "20, AES256_CTS_HMAC_SHA384_192, 32",
            "23, RC4_HMAC, 16"
        })
        void knowsTheEncryptionTypesOfAesAndRc4(int number, EncryptionType type, int keyLength) {
            assertThat(EncryptionType.of(number)).contains(type);
            assertThat(type.number()).isEqualTo(number);
            assertThat(type.keyLength()).isEqualTo(keyLength);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 16, 24, 0, -1, -135, 65_553, Integer.MAX_VALUE})
        void knowsNoOtherEncryptionType(int number) {
            assertThat(EncryptionType.of(number)).isEmpty();
        }

        @Test
        void acceptsRc4OnlyWhenToldTo() {
            assertThat(EncryptionType.DEFAULT)
                    .containsExactlyInAnyOrder(
                            EncryptionType.AES128_CTS_HMAC_SHA1_96,
                            EncryptionType.AES256_CTS_HMAC_SHA1_96,
                            EncryptionType.AES128_CTS_HMAC_SHA256_128,
                            EncryptionType.AES256_CTS_HMAC_SHA384_192);
        }

        @ParameterizedTest
        @CsvSource({
            "1, des (1)",
            "2, des (2)",
            "3, des (3)",
            "4, enctype 4",
            "5, des3 (5)",
            "7, des3 (7)",
            "16, des3 (16)",
            "17, aes128-sha1",
            "18, aes256-sha1",
            "19, aes128-sha2",
            "20, aes256-sha2",
            "23, rc4-hmac (23)",
            "24, rc4-hmac-exp (24)",
            "25, camellia (25)",
            "26, camellia (26)",
            "27, enctype 27",
            "99, enctype 99",
            "-135, enctype -135"
        })
        void describesEncryptionTypesThatItDoesNotAccept(int number, String description) {
            assertThat(EncryptionType.describe(number)).isEqualTo(description);
            assertThat(EncryptionType.isNamed(number)).isEqualTo(!description.startsWith("enctype"));
        }

        /** As the registry, ktpass, the RFCs and MIT's configuration have it. */
        @ParameterizedTest
        @CsvSource({
            "aes256-sha1, AES256_CTS_HMAC_SHA1_96",
            "AES256-SHA1, AES256_CTS_HMAC_SHA1_96",
            "aes128-sha2, AES128_CTS_HMAC_SHA256_128",
            "AES128-CTS-HMAC-SHA1-96, AES128_CTS_HMAC_SHA1_96",
            "aes256-cts, AES256_CTS_HMAC_SHA1_96",
            "aes256-cts-hmac-sha384-192, AES256_CTS_HMAC_SHA384_192",
            "RC4-HMAC-NT, RC4_HMAC",
            "rc4-hmac, RC4_HMAC",
            "arcfour-hmac-md5, RC4_HMAC"
        })
        void knowsEncryptionTypesByAllTheirNames(String name, EncryptionType type) {
            assertThat(EncryptionType.named(name)).contains(type);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "aes256", "des", "rc4-hmac-exp", "18", " aes256-sha1"})
        void knowsNoEncryptionTypeOfAnotherName(String name) {
            assertThat(EncryptionType.named(name)).isEmpty();
        }
    }

    @Nested
    class KeyUsages {
        @ParameterizedTest
        @CsvSource({
            "TICKET, 2",
            "AP_REQ_AUTHENTICATOR, 11",
            "AP_REP_ENC_PART, 12",
            "PAC_SIGNATURE, 17",
            "ACCEPTOR_SIGN, 23",
            "INITIATOR_SIGN, 25"
        })
        void keyUsageHasTheNumberOfTheStandard(KeyUsage usage, int number) {
            assertThat(usage.number()).isEqualTo(number);
        }
    }

    @Nested
    class EncryptionKeys_RFC4120_5_2_9 {
        @ParameterizedTest
        @EnumSource
        void refusesKeyOfAnotherLength(EncryptionType type) {
            for (int length : new int[] {0, type.keyLength() - 1, type.keyLength() + 1}) {
                SecretBytes value = SecretBytes.adopt(new byte[length]);

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new EncryptionKey(type, value))
                        .withMessageContaining(type.shortName());
            }
        }

        @Test
        void encryptionKeyWipesItsValueWhenItIsClosed() {
            byte[] value = new byte[16];
            value[3] = 7;

            EncryptionKey key = new EncryptionKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, SecretBytes.adopt(value));
            key.close();

            assertThat(value).containsOnly(0);
            assertThatIllegalStateException().isThrownBy(() -> key.value().use((array, offset, length) -> length));
        }

        @Test
        void encryptionKeyShowsItsTypeAndNothingOfItsValue() {
            SecretBytes value = SecretBytes.adopt(new byte[16]);

            assertThat(new EncryptionKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, value))
                    .hasToString("EncryptionKey[type=AES128_CTS_HMAC_SHA1_96, value=SecretBytes[redacted]]");
        }
    }
}
