package org.gatehouse.settings;

import java.util.List;
import java.util.Optional;

/**
 * What an attribute's value means.
 *
 * @param value nothing if there is a fault
 * @param faults what is wrong with it: half a sentence each, which says with what and what would be right
 */
record Parsed<T>(Optional<T> value, List<String> faults) {
    Parsed {
        faults = List.copyOf(faults);
    }

    static <T> Parsed<T> right(T value) {
        return new Parsed<>(Optional.of(value), List.of());
    }

    static <T> Parsed<T> wrong(List<String> faults) {
        return new Parsed<>(Optional.empty(), faults);
    }

    static <T> Parsed<T> wrong(String fault) {
        return wrong(List.of(fault));
    }
}
