package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The texts that come with the product, as files. */
class PageBundlesTest {
    /** What is written alike in two languages, or is no sentence. */
    private static final Set<String> ALIKE = Set.of("duration.minutes", "time.format", "time.months");

    private static final Properties ENGLISH = bundle(PageLanguage.ENGLISH);

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void haveTheSameKeysInEveryLanguage(PageLanguage language) {
        assertThat(bundle(language).stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void haveTheSamePlaceholdersInEveryLanguage(PageLanguage language) {
        Properties bundle = bundle(language);

        for (String key : ENGLISH.stringPropertyNames()) {
            assertThat(placeholders(bundle.getProperty(key))).as(key).isEqualTo(placeholders(ENGLISH.getProperty(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = PageLanguage.class, mode = Mode.EXCLUDE, names = "ENGLISH")
    void areTranslated(PageLanguage language) {
        Properties bundle = bundle(language);

        assertThat(ENGLISH.stringPropertyNames().stream().filter(key -> !ALIKE.contains(key)))
                .allSatisfy(key -> assertThat(bundle.getProperty(key)).isNotEqualTo(ENGLISH.getProperty(key)));
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void areWhatThePageSays(PageLanguage language) {
        Properties bundle = bundle(language);

        assertThat(bundle.stringPropertyNames())
                .allSatisfy(key ->
                        assertThat(PageTexts.BUILT_IN.text(language, key)).isEqualTo(bundle.getProperty(key)));
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void haveOneFormForEachPluralAndEachMonth(PageLanguage language) {
        int forms = language == PageLanguage.POLISH ? 3 : 2;

        assertThat(Stream.of("duration.minutes", "duration.hours", "duration.days"))
                .allSatisfy(key ->
                        assertThat(PageTexts.BUILT_IN.forms(language, key)).hasSize(forms));
        assertThat(PageTexts.BUILT_IN.forms(language, "time.months")).hasSize(12);
    }

    @ParameterizedTest
    @EnumSource(PageLanguage.class)
    void useTheLettersOfTheirLanguageAndNoTypewritersApostrophe(PageLanguage language) {
        assertThat(String.join(
                        "\n",
                        bundle(language).stringPropertyNames().stream()
                                .map(key -> bundle(language).getProperty(key))
                                .toList()))
                .doesNotContain("'", "\"", "  ", "\uFFFD", "Ã");
    }

    @Test
    void haveAHeadingAndATextForEverySituation() {
        for (Situation situation : Situation.values()) {
            assertThat(ENGLISH.stringPropertyNames()).contains(situation.key() + ".heading", situation.key() + ".text");
        }
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\{\\w*}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties bundle(PageLanguage language) {
        String name = language == PageLanguage.ENGLISH ? "texts.properties" : "texts_" + language.tag() + ".properties";
        Properties bundle = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(PageTexts.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            bundle.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bundle;
    }
}
