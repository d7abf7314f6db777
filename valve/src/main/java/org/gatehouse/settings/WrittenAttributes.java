package org.gatehouse.settings;

import java.util.Map;
import java.util.Optional;

/**
 * What the administrator wrote, with the type that each attribute has. A value is parsed whenever it is asked for, which
 * is cheap and at the start only: so nothing here holds values of different types, and nothing has to be cast.
 */
record WrittenAttributes(Map<Attribute<?>, String> texts) {
    WrittenAttributes {
        texts = Map.copyOf(texts);
    }

    /** Tells of every value that is wrong by itself. */
    void check(Problems problems) {
        for (Attribute<?> attribute : Attribute.all()) {
            text(attribute).ifPresent(text -> attribute.check(text, problems));
        }
    }

    /** The value, or the default if there is none or a wrong one. */
    <T> T get(Attribute<T> attribute) {
        return text(attribute).flatMap(text -> attribute.parse(text).value()).orElse(attribute.standard());
    }

    boolean has(Attribute<?> attribute) {
        return texts.containsKey(attribute);
    }

    /** Whether the value, or the default, can be used. */
    boolean isRight(Attribute<?> attribute) {
        return text(attribute).stream()
                .allMatch(text -> attribute.parse(text).faults().isEmpty());
    }

    private Optional<String> text(Attribute<?> attribute) {
        return Optional.ofNullable(texts.get(attribute));
    }
}
