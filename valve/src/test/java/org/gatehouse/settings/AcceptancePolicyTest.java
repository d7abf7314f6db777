package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.acceptor.AcceptorPolicy;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes that say which tickets are accepted. */
class AcceptancePolicyTest extends SettingsFixture {
    @Nested
    class EncryptionTypesAttribute {
        @Test
        void isEverythingButRc4ByDefault() throws SettingsException {
            assertThat(read().encryptionTypes()).isEqualTo(EncryptionType.DEFAULT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"aes256-sha1 rc4-hmac", "aes256-sha1,rc4-hmac", " aes256-sha1, rc4-hmac "})
        void isAList(String value) throws SettingsException {
            attributes.put(Attribute.ENCRYPTION_TYPES, value);

            assertThat(read().encryptionTypes())
                    .containsExactlyInAnyOrder(EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.RC4_HMAC);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AES256-SHA1, RC4-HMAC-NT",
                    "aes256-cts-hmac-sha1-96 rc4-hmac",
                    "AES256-CTS-HMAC-SHA1-96,RC4-HMAC",
                    "Aes256-Sha1 arcfour-hmac",
                    "aes256-cts arcfour-hmac-md5"
                })
        void isUnderstoodAsKtpassAndTheRfcsSpellIt(String value) throws SettingsException {
            attributes.put(Attribute.ENCRYPTION_TYPES, value);

            assertThat(read().encryptionTypes())
                    .containsExactlyInAnyOrder(EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.RC4_HMAC);
        }

        @ParameterizedTest
        @ValueSource(strings = {"aes256-sha1 AES256-SHA1", "aes128-sha2, aes128-cts-hmac-sha256-128"})
        void hasNoTypeTwiceInTwoSpellings(String value) {
            attributes.put(Attribute.ENCRYPTION_TYPES, value);

            assertThat(onlyProblem().seen()).endsWith(" has a name twice.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"des", "AES256", "AES256-SHA", "DES-CBC-MD5", "18"})
        void namesTypesThatAreKnown(String value) {
            attributes.put(Attribute.ENCRYPTION_TYPES, value);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen())
                    .isEqualTo("encryptionTypes: \"" + value
                            + "\" is not one of aes128-sha1, aes256-sha1, aes128-sha2, aes256-sha2, rc4-hmac.");
        }

        @Test
        void isNotBlamedOnTheKeytabAsWellWhenItIsWrong() {
            files = path -> keytab(entry(RC4, 16));
            attributes.put(Attribute.ENCRYPTION_TYPES, "rc4");

            assertThat(onlyProblem().code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
        }

        @Test
        void decidesWhichKeysCanBeUsed() throws SettingsException {
            files = path -> keytab(entry(RC4, 16));
            assertThat(onlyOutage().code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);

            attributes.put(Attribute.ENCRYPTION_TYPES, "rc4-hmac");

            assertThat(read().keyFiles().get(0).keytab().entries()).hasSize(1);
        }
    }

    @Nested
    class SpnAttribute {
        @Test
        void isTheNamesOfTheKeytabByDefault() throws SettingsException {
            assertThat(read().policy()).isEqualTo(AcceptorPolicy.DEFAULT);
        }

        @Test
        void isAListOfNames() throws SettingsException {
            attributes.put(Attribute.SPN, "HTTP/portal.example.com, HTTP/portal:8443");

            assertThat(read().policy().names()).hasToString("HTTP/portal.example.com, HTTP/portal:8443");
        }

        @Test
        void canBeAnyName() throws SettingsException {
            attributes.put(Attribute.SPN, "*");

            assertThat(read().policy().names()).isSameAs(AcceptedNames.ANY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"portal", "HTTP/", "http://portal.example.com/"})
        void namesServices(String value) {
            attributes.put(Attribute.SPN, "HTTP/portal " + value);

            assertThat(onlyProblem().seen())
                    .isEqualTo("spn: \"" + value + "\" is not a service name such as HTTP/portal.example.com.");
        }

        @Test
        void canNotBeAnyNameAndOneOfThem() {
            attributes.put(Attribute.SPN, "HTTP/portal *");

            assertThat(onlyProblem().seen()).isEqualTo("spn: \"*\" does not stand alone.");
        }
    }

    @Nested
    class TrustedRealmsAttribute {
        @Test
        void isAListOfRealms() throws SettingsException {
            attributes.put(Attribute.TRUSTED_REALMS, "PARTNER.EXAMPLE, Other.Example");

            assertThat(read().policy().trustedRealms())
                    .hasValueSatisfying(
                            realms -> assertThat(realms).containsExactlyInAnyOrder("partner.example", "other.example"));
        }

        @Test
        void areAllThatTheKdcTrustsByDefault() throws SettingsException {
            assertThat(read().policy().trustedRealms()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "PARTNER.COM>EXAMPLE.COM, PARTNER.COM>EXAMPLE.COM",
            "' partner.com>Example.com ,', PARTNER.COM>EXAMPLE.COM",
            "'B>A B>C,A>B', A>B B>A B>C",
            "'OTHER.EXAMPLE B>A', B>A OTHER.EXAMPLE",
            "Other.Example, OTHER.EXAMPLE"
        })
        void hasPairsOfAKeysRealmAndItsUsersRealm(String value, String meaning) throws SettingsException {
            attributes.put(Attribute.TRUSTED_REALMS, value);

            assertThat(read().policy().realms()).hasToString(meaning);
        }

        /** Otherwise no user of another realm could sign in where only a pair is listed. */
        @Test
        void listsNoRealmWhereItHasPairsAlone() throws SettingsException {
            attributes.put(Attribute.TRUSTED_REALMS, "PARTNER.COM>EXAMPLE.COM");

            assertThat(read().policy().trustedRealms()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {">B", "A>", "A>B>C", ">", ">>", "A>>B", "A>a", "A>B@C", "A>\u212a", "A<B", "*>B", "A>*"})
        void namesTwoRealmsInAPair(String value) {
            attributes.put(Attribute.TRUSTED_REALMS, "PARTNER.EXAMPLE " + value);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen())
                    .isEqualTo("trustedRealms: \"" + value + "\" is not a realm such as PARTNER.EXAMPLE.");
            assertThat(problem.remedy()).contains("PARTNER.COM>EXAMPLE.COM without spaces");
        }

        @ParameterizedTest
        @ValueSource(strings = {"A > B", "A >B", "A> B", "A,>,B"})
        void writesPairsWithoutSpaces(String value) {
            attributes.put(Attribute.TRUSTED_REALMS, value);

            assertThat(onlyProblem().seen()).contains(">", " is not a realm such as PARTNER.EXAMPLE.");
        }

        @Test
        void namesRealms() {
            attributes.put(Attribute.TRUSTED_REALMS, "PARTNER.EXAMPLE alice@PARTNER.EXAMPLE");

            assertThat(onlyProblem().seen())
                    .isEqualTo("trustedRealms: \"alice@PARTNER.EXAMPLE\" is not a realm such as PARTNER.EXAMPLE.");
        }
    }
}
