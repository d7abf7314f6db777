package org.gatehouse.fallback;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/** The texts of the page in every language: those that come with the product, and what the administrator has put in their place. */
public final class PageTexts {
    /** In bytes: five times the texts of all languages. */
    public static final int MAX_LENGTH = 128 * 1024;

    /** The texts that come with the product. */
    public static final PageTexts BUILT_IN = new PageTexts(builtIn());

    private static final Pattern FORMS = Pattern.compile("\\|");

    private final Map<PageLanguage, Map<String, String>> texts;

    private PageTexts(Map<PageLanguage, Map<String, String>> texts) {
        this.texts = texts;
    }

    /**
     * Reads a file of the administrator's, in the format of {@code .properties} and in UTF-8. {@code de.asked.heading} is the
     * text of a key in one language, {@code asked.heading} in all of them.
     *
     * @throws PageFileException with every mistake; no part of the file is used then
     */
    public static PageTexts parse(byte[] file) throws PageFileException {
        String content = Utf8File.of(file, MAX_LENGTH);
        Mistakes mistakes = new Mistakes();
        TextOverrides overrides = new TextOverrides(BUILT_IN, mistakes);
        PropertyLines.of(content, mistakes).forEach(overrides::add);
        mistakes.throwIfAny();
        return BUILT_IN.with(overrides);
    }

    private PageTexts with(TextOverrides overrides) {
        Map<PageLanguage, Map<String, String>> changed = new EnumMap<>(PageLanguage.class);
        texts.forEach((language, own) -> {
            Map<String, String> all = new HashMap<>(own);
            all.putAll(overrides.of(language));
            changed.put(language, Map.copyOf(all));
        });
        return new PageTexts(changed);
    }

    boolean has(String key) {
        return texts(PageLanguage.ENGLISH).containsKey(key);
    }

    /** @throws IllegalArgumentException for a key that does not exist */
    String text(PageLanguage language, String key) {
        String text = texts(language).get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text has the key " + key);
        }
        return text;
    }

    /** The text for {@code n} things, out of one text for each form that the language has. */
    String plural(PageLanguage language, String key, long n) {
        return forms(language, key)[language.form(n)].replace("{n}", Long.toString(n));
    }

    /** The parts of a text that stand between bars. */
    String[] forms(PageLanguage language, String key) {
        return FORMS.split(text(language, key), -1);
    }

    private Map<String, String> texts(PageLanguage language) {
        return Objects.requireNonNull(texts.get(language));
    }

    /** The language of the JVM has no say: a bundle that lacks a key takes it from the English one. */
    private static Map<PageLanguage, Map<String, String>> builtIn() {
        Map<PageLanguage, Map<String, String>> texts = new EnumMap<>(PageLanguage.class);
        for (PageLanguage language : PageLanguage.values()) {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    PageTexts.class.getPackageName() + ".texts",
                    language.locale(),
                    PageTexts.class.getClassLoader(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            Map<String, String> own = new HashMap<>();
            bundle.keySet().forEach(key -> own.put(key, bundle.getString(key)));
            texts.put(language, Map.copyOf(own));
        }
        return texts;
    }
}
