package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest extends SettingsFixture {
    @Nested
    class Defaults {
        @Test
        void keytabAloneIsEnough() throws SettingsException {
            Settings settings = read();

            assertThat(settings.keyFiles()).singleElement().satisfies(file -> {
                assertThat(file.path()).isEqualTo(PATH);
                assertThat(file.keytab().entries()).hasSize(1);
            });
            assertThat(settings.protect()).isEqualTo(Protect.AUTO);
            assertThat(settings.clockSkew()).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        void showNoKey() throws SettingsException {
            assertThat(read().toString()).contains("SecretBytes[redacted]");
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
}
