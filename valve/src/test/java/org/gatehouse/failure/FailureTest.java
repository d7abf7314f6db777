package org.gatehouse.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @Nested
    class Codes {
        @Test
        void areUnique() {
            assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::code))
                    .doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @EnumSource
        void haveOneForm(FailureCode code) {
            assertThat(code.code()).matches("GH-[A-Z]\\d{3}");
        }

        @ParameterizedTest
        @EnumSource
        void meanHalfASentence(FailureCode code) {
            assertThat(code.meaning()).matches("[a-z][^.]+");
        }

        @Test
        void haveMeaningsThatDiffer() {
            assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::meaning))
                    .doesNotHaveDuplicates();
        }

        /** The codes are final: people have them in their notes and search for them. */
        @ParameterizedTest
        @CsvSource({
            "SKEW, GH-K031 KRB_AP_ERR_SKEW (37)",
            "TICKET_NOT_ACCEPTED, GH-K009 KRB_AP_ERR_MODIFIED (41)",
            "TICKET_DOES_NOT_OPEN, GH-K012 KRB_AP_ERR_MODIFIED (41)",
            "KVNO_MISMATCH, GH-K013 KRB_AP_ERR_BADKEYVER (44)",
            "AUTHENTICATOR_DOES_NOT_OPEN, GH-K020 KRB_AP_ERR_BAD_INTEGRITY (31)",
            "NTLM, GH-N001"
        })
        void areShownWithTheStandardsSymbolAndNumber(FailureCode code, String shown) {
            assertThat(code).hasToString(shown);
        }
    }

    /** What the client is shown. */
    @Nested
    class Shown {
        @ParameterizedTest
        @EnumSource
        void isOneCodeForEveryCauseThatIsFoundBeforeATicketIsDecrypted(FailureCode code) {
            boolean ofStrangers = code.code().matches("GH-K01[0-7]");

            assertThat(code.shown().code()).isEqualTo(ofStrangers ? "GH-K009" : code.code());
            assertThat(code.shown().shown()).isEqualTo(code.shown());
        }

        @ParameterizedTest
        @EnumSource
        void isAnsweredAsTheExactOneWouldBe(FailureCode code) {
            assertThat(code.shown().category().answer())
                    .isEqualTo(code.category().answer());
        }
    }

    @Nested
    class StandardErrors {
        @ParameterizedTest
        @CsvSource({
            "KDC_ERR_POLICY, 12",
            "KDC_ERR_ETYPE_NOSUPP, 14",
            "KDC_ERR_PATH_NOT_ACCEPTED, 28",
            "KRB_AP_ERR_BAD_INTEGRITY, 31",
            "KRB_AP_ERR_TKT_EXPIRED, 32",
            "KRB_AP_ERR_TKT_NYV, 33",
            "KRB_AP_ERR_REPEAT, 34",
            "KRB_AP_ERR_NOT_US, 35",
            "KRB_AP_ERR_BADMATCH, 36",
            "KRB_AP_ERR_SKEW, 37",
            "KRB_AP_ERR_BADVERSION, 39",
            "KRB_AP_ERR_MSG_TYPE, 40",
            "KRB_AP_ERR_MODIFIED, 41",
            "KRB_AP_ERR_BADKEYVER, 44",
            "KRB_AP_ERR_NOKEY, 45",
            "KRB_AP_ERR_INAPP_CKSUM, 50",
            "KRB_ERR_GENERIC, 60",
            "KRB_AP_ERR_NO_TGT, 67"
        })
        void haveTheNumbersOfRfc4120(StandardError error, int number) {
            assertThat(error.number()).isEqualTo(number);
            assertThat(error.isKerberos()).isTrue();
        }

        @Test
        void haveTheNumberOfRfc8062() {
            assertThat(StandardError.KRB_AP_ERR_PRINCIPAL_UNKNOWN.number()).isEqualTo(82);
            assertThat(StandardError.KRB_AP_ERR_PRINCIPAL_UNKNOWN.isKerberos()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"GSS_S_BAD_MECH, 1", "GSS_S_NO_CONTEXT, 8", "GSS_S_DEFECTIVE_TOKEN, 9", "GSS_S_UNAVAILABLE, 16"})
        void haveTheNumbersOfRfc2744(StandardError error, int number) {
            assertThat(error.number()).isEqualTo(number);
            assertThat(error.isKerberos()).isFalse();
        }
    }

    @Nested
    class Text {
        private final Failure failure = new Failure(
                FailureCode.SKEW, "the clock is 7 min 12 s ahead; the limit is 5 min.", "Compare both clocks.");

        @Test
        void isWhatTheLogShows() {
            assertThat(failure)
                    .hasToString("GH-K031 KRB_AP_ERR_SKEW (37): the clock is 7 min 12 s ahead; the limit is 5 min."
                            + " Compare both clocks.");
        }

        @Test
        void beginsWithTheCodeAloneWhereNoStandardHasAName() {
            assertThat(new Failure(FailureCode.NTLM, "the browser sent NTLM.", "Check the address."))
                    .hasToString("GH-N001: the browser sent NTLM. Check the address.");
        }

        @Test
        void isTheMessageOfTheRefusal() {
            RefusedException refused = new RefusedException(failure);

            assertThat(refused).hasMessage(failure.toString());
            assertThat(refused.failure()).isEqualTo(failure);
        }

        @Test
        void costsNoStackTrace() {
            assertThat(new RefusedException(failure).getStackTrace()).isEmpty();
        }
    }
}
