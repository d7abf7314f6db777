package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptLanguageTest {
    @ParameterizedTest
    @CsvSource({
        "'', en",
        "de, de",
        "DE, de",
        "de-AT, de",
        "de-Latn-CH-1901, de",
        "fr-CA, fr",
        "'pl,en;q=0.9', pl",
        "'en;q=0.5, it;q=0.8', it",
        "'en;q=0.8, it;q=0.8', en",
        "'it;q=0.8, en;q=0.8', it",
        "'nl, sv;q=0.9, es;q=0.1', es",
        "nl, en",
        "'*', en",
        "'de;q=0, *', en",
        "'en;q=0, *;q=0.5', de",
        "'*;q=0.1, fr;q=0.2', fr",
        "'de;q=0', en",
        "'de;q=0.000, fr;q=0.001', fr",
        "'de;q=1.000', de",
        "'de ; q=0.2 , fr ; Q=0.3', fr",
        "'de;q=', en",
        "'de;q=2', en",
        "'de;q=0.1234', en",
        "'de;q=1.001', en",
        "'de;q=-1, fr', fr",
        "'de;x=1, fr;q=0.1', fr",
        "', ,de,,', de",
        "'d e, fr', fr",
        "deutsch, en",
        "d\u00E9, en",
        "'-de, fr', fr",
        "'de-, fr', fr",
        "'de-toolongsubtag, fr', fr"
    })
    void findsTheLanguageThatTheUserPrefers(String header, String tag) {
        assertThat(AcceptLanguage.best(header).tag()).isEqualTo(tag);
    }

    @Test
    void readsNoMoreThanThirtyTwoRanges() {
        assertThat(AcceptLanguage.best("nl,".repeat(31) + "de")).isEqualTo(PageLanguage.GERMAN);
        assertThat(AcceptLanguage.best("nl,".repeat(32) + "de")).isEqualTo(PageLanguage.ENGLISH);
    }

    @Test
    void readsNoMoreThanAKilobyte() {
        assertThat(AcceptLanguage.best(" ".repeat(1000) + "de")).isEqualTo(PageLanguage.GERMAN);
        assertThat(AcceptLanguage.best(" ".repeat(1024) + "de")).isEqualTo(PageLanguage.ENGLISH);
    }

    @Test
    void readsAHeaderThatIsMadeToBeSlow() {
        assertThat(AcceptLanguage.best("a" + "-a".repeat(500_000) + ";")).isEqualTo(PageLanguage.ENGLISH);
    }
}
