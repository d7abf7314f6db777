package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramAnswerTest {
    private static ProgramAnswer refused(int status, Situation situation) {
        return new ProgramAnswer(status, situation, Optional.of(PageSamples.TECHNICAL));
    }

    @ParameterizedTest
    @CsvSource({
        "401, REFUSED, 'Sign-in did not work (GH-K031, 7F3A-91C2).'",
        "401, NTLM, 'Sign-in did not work (GH-K031, 7F3A-91C2).'",
        "403, NOT_ASKED, 'Automatic sign-in is not available here (GH-K031, 7F3A-91C2).'",
        "503, UNAVAILABLE, 'Sign-in is not available at the moment (GH-K031, 7F3A-91C2).'"
    })
    void tellsCodeAndReferenceInOneLine(int status, Situation situation, String line) {
        assertThat(refused(status, situation).text()).isEqualTo(line + "\n");
    }

    @Test
    void tellsThatASignInIsNeeded() {
        assertThat(new ProgramAnswer(401, Situation.ASKED, Optional.empty()).text())
                .isEqualTo("Sign-in is needed: this site accepts Negotiate (Kerberos).\n");
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void isOneLineOfAsciiForEverySituation(Situation situation) {
        assertThat(refused(200, situation).text()).isASCII().endsWith(".\n").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"400, Bad Request", "401, Unauthorized", "403, Forbidden", "503, Service Unavailable"})
    void isAProblemWithTheTitleOfItsStatus(int status, String title) {
        assertThat(refused(status, Situation.REFUSED).problem())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                        + ",\"detail\":\"Sign-in did not work (GH-K031, 7F3A-91C2).\",\"code\":\"GH-K031\","
                        + "\"reference\":\"7F3A-91C2\"}\n");
    }

    @Test
    void isAProblemWithoutCodeBeforeAnythingWasRefused() {
        assertThat(new ProgramAnswer(401, Situation.ASKED, Optional.empty()).problem())
                .doesNotContain("code", "reference", "null");
    }

    @Test
    void escapesWhatWouldEndAStringOfJson() {
        Technical technical = new Technical("a\"b\\c\n\u0000\u001F\u007F\u2028ü", "</script>", Instant.EPOCH);

        assertThat(new ProgramAnswer(401, Situation.REFUSED, Optional.of(technical)).problem())
                .isASCII()
                .contains("\"code\":\"a\\\"b\\\\c\\u000a\\u0000\\u001f\\u007f\\u2028\\u00fc\"");
    }
}
