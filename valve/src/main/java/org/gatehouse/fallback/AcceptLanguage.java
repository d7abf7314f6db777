package org.gatehouse.fallback;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.text.AsciiCase;
import org.jspecify.annotations.Nullable;

/** The Accept-Language header of RFC 9110 §12.5.4, and the languages of the page that fit. */
final class AcceptLanguage {
    /** Browsers send a few dozen characters. */
    private static final int MAX_LENGTH = 1024;

    private static final int MAX_RANGES = 32;

    private static final Pattern COMMA = Pattern.compile(",");

    /** A language range of RFC 4647 with a weight of RFC 9110 §12.4.2; bounded, and without a way to read twice. */
    private static final Pattern RANGE = Pattern.compile("[ \t]*+([A-Za-z]{1,8}+|\\*)((?:-[A-Za-z0-9]{1,8}+)*+)"
            + "[ \t]*+(?:;[ \t]*+[qQ]=(0(?:\\.[0-9]{0,3}+)?+|1(?:\\.0{0,3}+)?+)[ \t]*+)?+");

    private AcceptLanguage() {}

    /** The language with the largest weight; of several the one that is named first. English if nothing fits. */
    static PageLanguage best(String header) {
        List<Range> ranges = ranges(header);
        Optional<Range> best = Optional.empty();
        for (Range range : ranges) {
            if (range.weight > 0 && range.language(ranges).isPresent() && range.weight > weight(best)) {
                best = Optional.of(range);
            }
        }
        return best.flatMap(range -> range.language(ranges)).orElse(PageLanguage.ENGLISH);
    }

    private static int weight(Optional<Range> range) {
        return range.map(Range::weight).orElse(0);
    }

    /** Ranges that are not well-formed are left out, and what is too long is not read. */
    private static List<Range> ranges(String header) {
        String bounded = header.length() > MAX_LENGTH ? header.substring(0, MAX_LENGTH) : header;
        return COMMA.splitAsStream(bounded)
                .limit(MAX_RANGES)
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .map(Range::of)
                .toList();
    }

    /**
     * A language that is asked for, or refused.
     *
     * @param primary {@code de} of {@code de-AT}, in lower case; a star is any language
     * @param weight in thousandths
     */
    private record Range(String primary, int weight) {
        static Range of(Matcher range) {
            return new Range(AsciiCase.fold(range.group(1)), weight(range.group(3)));
        }

        private static int weight(@Nullable String q) {
            if (q == null || q.charAt(0) == '1') {
                return 1000;
            }
            String thousandths = q.length() > 2 ? q.substring(2) : "";
            return Integer.parseInt((thousandths + "000").substring(0, 3));
        }

        Optional<PageLanguage> language(List<Range> all) {
            return Stream.of(PageLanguage.values())
                    .filter(language -> primary.equals("*")
                            ? all.stream().noneMatch(range -> range.primary.equals(language.tag()))
                            : primary.equals(language.tag()))
                    .findFirst();
        }
    }
}
