package org.gatehouse.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The attribute that a mistyped name was probably meant to be. */
final class SimilarName {
    private SimilarName() {}

    static Optional<String> of(String name) {
        return Attribute.all().stream()
                .map(Attribute::name)
                .filter(right -> distance(right, name) <= Math.min(2, right.length() / 2))
                .min(Comparator.comparingInt(right -> distance(right, name)));
    }

    private static int distance(String right, String name) {
        return levenshtein(right.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    /** How many letters are to be changed, added or removed. */
    private static int levenshtein(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
