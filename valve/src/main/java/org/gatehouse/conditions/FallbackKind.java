package org.gatehouse.conditions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client gets that is not asked to sign in, or whose sign-in did not work: the attribute {@code fallback}. */
public enum FallbackKind {
    /** Nothing but the page that says so. */
    NONE,
    /** Another page to sign in on, which {@code fallbackLocation} names. */
    REDIRECT,
    /** The form of the application's own {@code login-config}. */
    FORM;

    /** {@code none}, {@code redirect}, {@code form}. */
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that very value. */
    public static Optional<FallbackKind> of(String attributeValue) {
        return all().stream()
                .filter(kind -> kind.attributeValue().equals(attributeValue))
                .findFirst();
    }

    private static List<FallbackKind> all() {
        return Arrays.asList(values());
    }
}
