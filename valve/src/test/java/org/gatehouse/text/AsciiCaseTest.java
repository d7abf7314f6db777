package org.gatehouse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiCaseTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "portal, portal",
        "HTTP/Portal.Example.COM@EXAMPLE.COM, http/portal.example.com@example.com",
        "@[`{, @[`{",
        "\u00c4pfel, \u00c4pfel",
        "\u212a, \u212a",
        "\u0130STANBUL, \u0130stanbul"
    })
    void foldsLettersOfAsciiAlone(String text, String folded) {
        assertThat(AsciiCase.fold(text)).isEqualTo(folded);
        assertThat(AsciiCase.isSame(text, folded)).isTrue();
    }

    /** As whole texts: the capital of a sharp s would be two letters. */
    @ParameterizedTest
    @CsvSource({
        "example.com, EXAMPLE.COM",
        "EXAMPLE-1_x, EXAMPLE-1_X",
        "stra\u00dfe.de, STRA\u00dfE.DE",
        "'@`{z', '@`{Z'"
    })
    void raisesLettersOfAsciiAlone(String text, String raised) {
        assertThat(AsciiCase.upper(text)).isEqualTo(raised);
    }

    /** The Kelvin sign and the long s are k and s to {@code equalsIgnoreCase}. */
    @ParameterizedTest
    @CsvSource({"k, \u212a", "s, \u017f", "\u00e4, \u00c4", "i, \u0131", "a, aa", "a, b"})
    void doesNotTakeOtherLettersForTheSame(String one, String other) {
        assertThat(AsciiCase.isSame(one, other)).isFalse();
    }
}
