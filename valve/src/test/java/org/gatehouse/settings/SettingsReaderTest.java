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
import org.junit.jupiter.params.provider.MethodSource;
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
            assertThat(problem.seen()).isEqualTo("protect: \"" + value + "\" is not one of auto, constraints, all.");
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
    class TicketLifetimeAttribute {
        @Test
        void isTenHoursUnlessItIsGiven() throws SettingsException {
            assertThat(read().ticketLifetime()).isEqualTo(Duration.ofHours(10));
        }

        @ParameterizedTest
        @ValueSource(ints = {60, 36000, 604800})
        void isANumberOfSecondsUpToAWeek(int seconds) throws SettingsException {
            attributes.put(Attribute.TICKET_LIFETIME, Integer.toString(seconds));

            assertThat(read().ticketLifetime()).isEqualTo(Duration.ofSeconds(seconds));
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "0", "59", "604801", "10h", "", "36000 "})
        void isRefusedOutsideOfItsBounds(String value) {
            attributes.put(Attribute.TICKET_LIFETIME, value);

            assertThat(onlyProblem().seen())
                    .isEqualTo("ticketLifetime: \"" + value + "\" is not a number of seconds from 60 to 604800.");
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
    class EveryProblem {
        @Test
        void isListedAtOnce() {
            attributes.put(Attribute.KEYTAB, "");
            attributes.put(Attribute.PROTECT, "some");
            attributes.put(Attribute.CLOCK_SKEW, "five");
            unknown.addAll(List.of("realm", "clockSkw"));

            SettingsException refused = refusal();

            assertThat(refused.problems())
                    .extracting(Failure::code)
                    .containsExactly(
                            FailureCode.BAD_ATTRIBUTE_VALUE,
                            FailureCode.BAD_ATTRIBUTE_VALUE,
                            FailureCode.UNKNOWN_ATTRIBUTE,
                            FailureCode.UNKNOWN_ATTRIBUTE,
                            FailureCode.NO_KEYTAB);
            assertThat(refused.toString().lines().skip(1)).hasSize(5);
            assertThat(refused)
                    .hasMessageContainingAll("keytab: ", "protect: ", "clockSkew: ", "realm: ", "clockSkw: ");
        }

        static List<Attribute<?>> attributes() {
            return Attribute.all();
        }

        static List<Attribute<?>> lists() {
            return List.of(Attribute.MECHANISMS, Attribute.ENCRYPTION_TYPES, Attribute.SPN, Attribute.TRUSTED_REALMS);
        }

        @ParameterizedTest
        @MethodSource("attributes")
        void namesItsAttribute(Attribute<?> attribute) {
            attributes.put(attribute, "");

            assertThat(onlyProblem().seen()).startsWith(attribute.name() + ": ");
        }

        @ParameterizedTest
        @MethodSource("lists")
        void ofAListIsThatItIsEmpty(Attribute<?> attribute) {
            attributes.put(attribute, " , ");

            assertThat(onlyProblem().seen()).isEqualTo(attribute.name() + ": the list is empty.");
        }

        @Test
        void isShownOnOneLineWithWhatWasWrittenEscaped() {
            attributes.put(Attribute.PROTECT, "all\nGH-K012: forged");

            assertThat(onlyProblem().toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("GH-C006: protect: \"all\\u{a}GH-K012: forged\" is not one of auto, constraints, all.");
        }

        @Test
        void ofAttributesComesWithThoseOfTheKeyFiles() {
            attributes.put(Attribute.PROTECT, "some");
            files = path -> keytab();

            assertThat(refusal().problems())
                    .extracting(Failure::code)
                    .containsExactly(FailureCode.BAD_ATTRIBUTE_VALUE, FailureCode.KEYTAB_EMPTY);
        }

        @Test
        void leavesNoCopyOfTheFile() {
            byte[] content = bytes(keytab(entry(AES256, 32)));
            files = path -> SecretBytes.adopt(content);
            unknown.add("realm");

            assertThat(refusal().problems()).hasSize(1);

            assertThat(content).containsOnly(0);
        }
    }
}
