package org.gatehouse.fallback;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.text.Printable;

/** The administrator's texts, each checked against the one that it replaces. */
final class TextOverrides {
    private static final int MAX_LENGTH = 2000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]*+\\}");

    private final PageTexts builtIn;
    private final Mistakes mistakes;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> everywhere = new HashMap<>();
    private final Map<PageLanguage, Map<String, String>> byLanguage = new EnumMap<>(PageLanguage.class);

    TextOverrides(PageTexts builtIn, Mistakes mistakes) {
        this.builtIn = builtIn;
        this.mistakes = mistakes;
        Stream.of(PageLanguage.values()).forEach(language -> byLanguage.put(language, new HashMap<>()));
    }

    /** A text of one language goes before one of all languages, wherever they stand. */
    Map<String, String> of(PageLanguage language) {
        Map<String, String> all = new HashMap<>(everywhere);
        all.putAll(own(language));
        return all;
    }

    void add(PropertyLines.Entry entry) {
        if (!seen.add(entry.key())) {
            mistakes.add(entry.line(), Printable.quoted(entry.key()) + " stands in the file twice");
        } else if (builtIn.has(entry.key())) {
            if (Stream.of(PageLanguage.values()).allMatch(language -> fits(entry, language, entry.key()))) {
                everywhere.put(entry.key(), entry.value());
            }
        } else {
            ofOneLanguage(entry);
        }
    }

    private void ofOneLanguage(PropertyLines.Entry entry) {
        for (PageLanguage language : PageLanguage.values()) {
            String prefix = language.tag() + ".";
            String key = entry.key().startsWith(prefix) ? entry.key().substring(prefix.length()) : "";
            if (builtIn.has(key)) {
                if (fits(entry, language, key)) {
                    own(language).put(key, entry.value());
                }
                return;
            }
        }
        mistakes.add(
                entry.line(),
                Printable.quoted(entry.key()) + " is not a key; a key is for example \"asked.heading\", or, for one"
                        + " language ("
                        + Stream.of(PageLanguage.values())
                                .map(PageLanguage::tag)
                                .collect(Collectors.joining(", "))
                        + "), \"de.asked.heading\"");
    }

    /** Stops at the first mistake of a text. */
    private boolean fits(PropertyLines.Entry entry, PageLanguage language, String key) {
        String replaced = builtIn.text(language, key);
        Set<String> needed = placeholders(replaced);
        Set<String> found = placeholders(entry.value());
        String quoted = Printable.quoted(entry.key());
        if (entry.value().length() > MAX_LENGTH) {
            return mistake(entry, quoted + " is longer than " + MAX_LENGTH + " characters");
        }
        if (entry.value().isBlank() && isNeeded(key)) {
            return mistake(entry, quoted + " is empty, and the page needs it");
        }
        for (String placeholder : found) {
            if (!needed.contains(placeholder)) {
                return mistake(entry, quoted + " has " + Printable.of(placeholder) + ", which has no meaning there");
            }
        }
        for (String placeholder : needed) {
            if (!found.contains(placeholder)) {
                return mistake(entry, quoted + " lacks " + placeholder);
            }
        }
        if (bars(entry.value()) != bars(replaced)) {
            return mistake(
                    entry,
                    quoted + " needs " + (bars(replaced) + 1) + " parts with \"|\" between them in the language "
                            + language.tag());
        }
        return true;
    }

    private boolean mistake(PropertyLines.Entry entry, String text) {
        mistakes.add(entry.line(), text);
        return false;
    }

    /** Sentences can be left out; a page without heading and buttons without words cannot be used. */
    private static boolean isNeeded(String key) {
        return key.endsWith(".heading") || key.startsWith("button.");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Only texts that have several parts have a bar in their sense. */
    private static long bars(String text) {
        return text.chars().filter(c -> c == '|').count();
    }

    private Map<String, String> own(PageLanguage language) {
        return Objects.requireNonNull(byLanguage.get(language));
    }
}
