package org.gatehouse.fallback;

import java.util.Locale;

/** A language that the page speaks. The first one is for those who ask for none of them. */
public enum PageLanguage {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    SPANISH("es"),
    ITALIAN("it"),
    POLISH("pl");

    private final String tag;

    PageLanguage(String tag) {
        this.tag = tag;
    }

    /** RFC 5646. */
    public String tag() {
        return tag;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** Which of the forms of a text is for {@code n} things: the plural rules of Unicode's CLDR, for whole numbers. */
    int form(long n) {
        return switch (this) {
            case ENGLISH, GERMAN, SPANISH, ITALIAN -> n == 1 ? 0 : 1;
            case FRENCH -> n <= 1 ? 0 : 1;
            case POLISH -> polishForm(n);
        };
    }

    private static int polishForm(long n) {
        if (n == 1) {
            return 0;
        }
        boolean isTeen = n % 100 / 10 == 1;
        return n % 10 >= 2 && n % 10 <= 4 && !isTeen ? 1 : 2;
    }
}
