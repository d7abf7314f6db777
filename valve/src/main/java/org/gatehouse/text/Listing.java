package org.gatehouse.text;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Facts in a sentence: the first few of them, and how many more there are. */
public final class Listing {
    /** More do not help anyone who reads the line. */
    private static final int MAX_LISTED = 6;

    private Listing() {}

    /** {@code 7}, {@code 7 and 6}, {@code 9, 8, 7} or {@code 9, 8, 7, 6, 5, 4 and 14 more}; each fact once. */
    public static String of(Stream<String> facts) {
        return of(facts, UnaryOperator.identity());
    }

    /** The same of facts from outside, in double quotes. */
    public static String quoted(Stream<String> facts) {
        return of(facts, Printable::quoted);
    }

    private static String of(Stream<String> facts, UnaryOperator<String> shown) {
        List<String> distinct = facts.distinct().toList();
        List<String> first = distinct.stream().limit(MAX_LISTED).map(shown).toList();
        if (distinct.size() > MAX_LISTED) {
            return String.join(", ", first) + " and " + (distinct.size() - MAX_LISTED) + " more";
        }
        return first.size() == 2 ? first.get(0) + " and " + first.get(1) : String.join(", ", first);
    }
}
