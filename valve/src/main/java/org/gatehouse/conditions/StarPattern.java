package org.gatehouse.conditions;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text in which each star stands for any characters, or none. The parts between stars are looked for from left to right, each
 * where it comes first, which never has to be taken back.
 *
 * @param parts between the stars; one alone if there is no star
 */
record StarPattern(List<String> parts) implements UrlPattern {
    private static final Pattern STARS = Pattern.compile("\\*+");

    StarPattern {
        parts = List.copyOf(parts);
    }

    static StarPattern of(String text) {
        return new StarPattern(List.of(STARS.split(text, -1)));
    }

    @Override
    public boolean matches(String url, ReadBudget budget) {
        String first = parts.get(0);
        if (!url.startsWith(first)) {
            return false;
        }
        if (parts.size() == 1) {
            return url.length() == first.length();
        }
        int at = first.length();
        for (int i = 1; i < parts.size() - 1; i++) {
            int found = url.indexOf(parts.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + parts.get(i).length();
        }
        String last = parts.get(parts.size() - 1);
        return url.length() - last.length() >= at && url.endsWith(last);
    }
}
