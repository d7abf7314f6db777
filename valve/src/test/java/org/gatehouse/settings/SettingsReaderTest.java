package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.kerberos.AcceptedNames;
import org.gatehouse.kerberos.AcceptorPolicy;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
    private static final String PATH = "conf/http.keytab";
    private static final int AES256 = 18;
    private static final int AES128 = 17;
    private static final int RC4 = 23;

    private final Map<Attribute, String> attributes = new EnumMap<>(Map.of(Attribute.KEYTAB, PATH));
    private final List<String> unknown = new ArrayList<>();
    private FileSource files = path -> keytab(entry(AES256, 32));

    @Nested
    class Defaults {
        @Test
        void keytabAloneIsEnough() throws SettingsException {
            Settings settings = read();

            assertThat(settings.keytabPath()).isEqualTo(PATH);
            assertThat(settings.keytab().entries()).hasSize(1);
            assertThat(settings.protect()).isEqualTo(Protect.AUTO);
            assertThat(settings.clockSkew()).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        void showNoKey() throws SettingsException {
            assertThat(read().toString()).contains("SecretBytes[redacted]");
        }
    }

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
        @ValueSource(strings = {"des", "AES256-SHA1", "18"})
        void namesTypesThatAreKnown(String value) {
            attributes.put(Attribute.ENCRYPTION_TYPES, value);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen())
                    .isEqualTo("encryptionTypes: \"" + value
                            + "\" is none of aes128-sha1, aes256-sha1, aes128-sha2, aes256-sha2, rc4-hmac.");
        }

        @Test
        void decidesWhichKeysCanBeUsed() throws SettingsException {
            files = path -> keytab(entry(RC4, 16));
            assertThat(onlyProblem().code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);

            attributes.put(Attribute.ENCRYPTION_TYPES, "rc4-hmac");

            assertThat(read().keytab().entries()).hasSize(1);
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

            assertThat(read().policy().names()).hasToString("http/portal.example.com, http/portal:8443");
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

            assertThat(onlyProblem().seen()).isEqualTo("spn: \"" + value + "\" is no name of a service.");
        }

        @Test
        void canNotBeAnyNameAndOneOfThem() {
            attributes.put(Attribute.SPN, "HTTP/portal *");

            assertThat(onlyProblem().seen()).isEqualTo("spn: \"*\" is not alone.");
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

        @Test
        void namesRealms() {
            attributes.put(Attribute.TRUSTED_REALMS, "PARTNER.EXAMPLE alice@PARTNER.EXAMPLE");

            assertThat(onlyProblem().seen()).isEqualTo("trustedRealms: \"alice@PARTNER.EXAMPLE\" is no realm.");
        }
    }

    @Nested
    class KeytabAttribute {
        @Test
        void isRequired() {
            attributes.remove(Attribute.KEYTAB);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.NO_KEYTAB);
            assertThat(problem.seen()).startsWith("keytab: ");
            assertThat(problem.remedy()).contains("keytab=\"${catalina.base}/conf/http.keytab\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " "})
        void isNotBlank(String path) {
            attributes.put(Attribute.KEYTAB, path);

            assertThat(onlyProblem().code()).isEqualTo(FailureCode.NO_KEYTAB);
        }

        @Test
        void namesAFileThatCanBeRead() {
            files = path -> {
                throw new IOException("there is no such file");
            };

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_UNREADABLE);
            assertThat(problem.seen()).isEqualTo("keytab: conf/http.keytab cannot be read: there is no such file.");
        }

        @Test
        void namesAKeytab() {
            files = path -> SecretBytes.copyOf(new byte[] {'k', 'e', 'y', 's'});

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_MALFORMED);
            assertThat(problem.seen()).contains(PATH, "keytab.version: BAD_VERSION at byte 0");
        }

        @Test
        void namesAFileThatIsNotEmpty() {
            files = path -> SecretBytes.copyOf(new byte[0]);

            assertThat(onlyProblem().code()).isEqualTo(FailureCode.KEYTAB_MALFORMED);
        }

        @Test
        void namesAKeytabWithKeys() {
            files = path -> keytab();

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);
            assertThat(problem.seen()).isEqualTo("keytab: conf/http.keytab holds no key at all.");
        }

        @Test
        void namesAKeytabWithAesKeys() {
            files = path -> keytab(entry(RC4, 16), entry(3, 8), entry(RC4, 16));

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);
            assertThat(problem.seen())
                    .endsWith("only rc4-hmac (23) of 16 bytes, des (3) of 8 bytes, of which none is accepted"
                            + " (aes128-sha1, aes256-sha1, aes128-sha2, aes256-sha2).");
            assertThat(problem.remedy()).contains("AES256-SHA1");
        }

        @Test
        void namesAKeytabWhoseAesKeysHaveTheirLength() {
            files = path -> keytab(entry(AES256, 16), entry(AES128, 32));

            assertThat(onlyProblem().code()).isEqualTo(FailureCode.KEYTAB_WITHOUT_USABLE_KEY);
        }

        @Test
        void isNotBlamedForItsTypesWhenALengthIsWrong() {
            files = path -> keytab(entry(AES256, 16));

            assertThat(onlyProblem().seen())
                    .doesNotContain("no key of an accepted type")
                    .contains("aes256-sha1");
        }

        @Test
        void mayHoldOtherKeysBesides() throws SettingsException {
            files = path -> keytab(entry(RC4, 16), entry(AES128, 16));

            assertThat(read().keytab().entries()).hasSize(2);
        }

        @Test
        void isReadFromTheFileThatItNames() throws SettingsException {
            List<String> asked = new ArrayList<>();
            files = path -> {
                asked.add(path);
                return keytab(entry(AES256, 32));
            };

            read().keytab().close();

            assertThat(asked).containsExactly(PATH);
        }

        @Test
        void leavesNoCopyOfTheFile() throws SettingsException {
            byte[] content = bytes(keytab(entry(AES256, 32)));
            files = path -> SecretBytes.adopt(content);

            Settings settings = read();

            assertThat(content).containsOnly(0);
            assertThat(bytes(settings.keytab().entries().get(0).key())).containsOnly(AES256);
        }
    }

    @Nested
    class ProtectAttribute {
        @ParameterizedTest
        @CsvSource({"auto, AUTO", "constraints, CONSTRAINTS", "all, ALL"})
        void hasThreeValues(String value, Protect expected) throws SettingsException {
            attributes.put(Attribute.PROTECT, value);

            assertThat(read().protect()).isEqualTo(expected);
            assertThat(expected.attributeValue()).isEqualTo(value);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "All", "none", " all", "true"})
        void hasNoOther(String value) {
            attributes.put(Attribute.PROTECT, value);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen()).isEqualTo("protect: \"" + value + "\" is none of auto, constraints and all.");
        }
    }

    @Nested
    class ClockSkewAttribute {
        @ParameterizedTest
        @ValueSource(ints = {1, 300, 3600})
        void isANumberOfSeconds(int seconds) throws SettingsException {
            attributes.put(Attribute.CLOCK_SKEW, Integer.toString(seconds));

            assertThat(read().clockSkew()).isEqualTo(Duration.ofSeconds(seconds));
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "0", "3601", "99999999999", "5m", "", " 300", "300.0", "0x10"})
        void isRefusedOtherwise(String value) {
            attributes.put(Attribute.CLOCK_SKEW, value);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen())
                    .isEqualTo("clockSkew: \"" + value + "\" is not a number of seconds from 1 to 3600.");
        }
    }

    @Nested
    class UnknownAttributes {
        @ParameterizedTest
        @CsvSource({
            "keyTab, keytab",
            "KEYTAB, keytab",
            "keytabs, keytab",
            "kaytab, keytab",
            "clockskew, clockSkew",
            "clokSkew, clockSkew",
            "portect, protect",
            "Protect, protect"
        })
        void areTakenForTypingErrorsWhereTheyLookLikeOne(String name, String suggestion) {
            unknown.add(name);

            Failure problem = onlyProblem();

            assertThat(problem.code()).isEqualTo(FailureCode.UNKNOWN_ATTRIBUTE);
            assertThat(problem.seen()).startsWith(name + ": ");
            assertThat(problem.remedy()).isEqualTo("Did you mean " + suggestion + "?");
        }

        @ParameterizedTest
        @ValueSource(strings = {"password", "loginConfigName", "k", ""})
        void areToBeRemovedOtherwise(String name) {
            unknown.add(name);

            assertThat(onlyProblem().remedy()).isEqualTo("Remove it.");
        }

        @Test
        void areShownInOneLine() {
            unknown.add("a\nb");

            assertThat(onlyProblem().seen()).startsWith("a\\u{a}b: ");
        }
    }

    @Nested
    class Problems {
        @Test
        void areListedAllAtOnce() {
            attributes.put(Attribute.KEYTAB, "");
            attributes.put(Attribute.PROTECT, "some");
            attributes.put(Attribute.CLOCK_SKEW, "five");
            unknown.addAll(List.of("realm", "clockSkw"));

            SettingsException refused = refusal();

            assertThat(refused.problems())
                    .extracting(Failure::code)
                    .containsExactly(
                            FailureCode.NO_KEYTAB,
                            FailureCode.BAD_ATTRIBUTE_VALUE,
                            FailureCode.BAD_ATTRIBUTE_VALUE,
                            FailureCode.UNKNOWN_ATTRIBUTE,
                            FailureCode.UNKNOWN_ATTRIBUTE);
            assertThat(refused.toString().lines().skip(1)).hasSize(5);
            assertThat(refused)
                    .hasMessageContainingAll("keytab: ", "protect: ", "clockSkew: ", "realm: ", "clockSkw: ");
        }

        @ParameterizedTest
        @EnumSource
        void nameTheAttribute(Attribute attribute) {
            attributes.put(attribute, "");

            assertThat(onlyProblem().seen()).startsWith(attribute.attributeName() + ": ");
        }

        @ParameterizedTest
        @EnumSource(names = {"ENCRYPTION_TYPES", "SPN", "TRUSTED_REALMS"})
        void areListsOfNothing(Attribute attribute) {
            attributes.put(attribute, " , ");

            assertThat(onlyProblem().seen()).isEqualTo(attribute.attributeName() + ": the list is empty.");
        }

        @Test
        void leaveNoCopyOfTheFile() {
            byte[] content = bytes(keytab(entry(AES256, 32)));
            files = path -> SecretBytes.adopt(content);
            unknown.add("realm");

            assertThat(refusal().problems()).hasSize(1);

            assertThat(content).containsOnly(0);
        }
    }

    private Settings read() throws SettingsException {
        return SettingsReader.read(attributes, unknown, files);
    }

    private SettingsException refusal() {
        SettingsException refused = Assertions.catchThrowableOfType(SettingsException.class, this::read);
        assertThat(refused).isNotNull();
        return refused;
    }

    private Failure onlyProblem() {
        List<Failure> problems = refusal().problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** A keytab of MIT's format, version 2. */
    private static SecretBytes keytab(byte[]... entries) {
        return SecretBytes.adopt(written(out -> {
            out.writeShort(0x0502);
            for (byte[] entry : entries) {
                out.writeInt(entry.length);
                out.write(entry);
            }
        }));
    }

    /** A key of HTTP/portal.example.com, all of whose bytes are the number of its type. */
    private static byte[] entry(int etype, int keyLength) {
        return written(out -> {
            out.writeShort(2); // num_components
            out.writeUTF("EXAMPLE.COM");
            out.writeUTF("HTTP");
            out.writeUTF("portal.example.com");
            out.writeInt(1); // name_type
            out.writeInt(0); // timestamp
            out.writeByte(7); // vno8
            out.writeShort(etype);
            out.writeShort(keyLength);
            for (int i = 0; i < keyLength; i++) {
                out.writeByte(etype);
            }
        });
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(SecretBytes secret) {
        return secret.use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
