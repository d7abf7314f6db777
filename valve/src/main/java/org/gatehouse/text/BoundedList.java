package org.gatehouse.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a message, which stays readable however many there are. */
public final class BoundedList {
    private static final int MAX_NAMED = 10;

    private BoundedList() {}

    /** {@code /admin/*, /api/*}; the first ten, and how many more there are. */
    public static String of(Collection<String> names) {
        String first = names.stream().limit(MAX_NAMED).map(Printable::of).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMED ? first + " and " + (names.size() - MAX_NAMED) + " more" : first;
    }
}
