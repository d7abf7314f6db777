package org.gatehouse.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.text.Printable;

/**
 * The values that an attribute can have: what people are told of them, and how one is read. Both are made from the same
 * list or bounds, so that a message cannot promise what the reader refuses.
 *
 * @param words for documentation, with Markdown's backquotes; messages leave those out
 * @param reading of the text that the administrator wrote
 */
record LegalValues<T>(String words, Function<String, Parsed<T>> reading) {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");
    /** A path may contain spaces. */
    private static final Pattern COMMA = Pattern.compile(",");

    private static final String EMPTY = "the value is empty";

    static final LegalValues<Boolean> FLAG = oneOf(List.of(true, false), String::valueOf);

    /** Any text that {@code element} understands. */
    static <E> LegalValues<E> one(String what, Function<String, Optional<E>> element) {
        return new LegalValues<>(
                what,
                text -> text.isBlank()
                        ? Parsed.wrong(EMPTY)
                        : element.apply(text).map(Parsed::right).orElseGet(() -> Parsed.wrong(isNot(text, what))));
    }

    /** One of a few names. */
    static <E> LegalValues<E> oneOf(List<E> all, Function<E, String> name) {
        String what = "one of " + names(all, name);
        return new LegalValues<>(
                what,
                text -> named(text, all, name).map(Parsed::right).orElseGet(() -> Parsed.wrong(isNot(text, what))));
    }

    /** A whole number of seconds within bounds. */
    static LegalValues<Duration> seconds(int least, int most) {
        return number("seconds", least, most).then(seconds -> Parsed.right(Duration.ofSeconds(seconds)));
    }

    /** A whole number of something within bounds. */
    static LegalValues<Integer> number(String unit, int least, int most) {
        String what = "a number of " + unit + " from " + least + " to " + most;
        return new LegalValues<>(what, text -> {
            try {
                int number = Integer.parseInt(text);
                return number >= least && number <= most ? Parsed.right(number) : Parsed.wrong(isNot(text, what));
            } catch (NumberFormatException e) {
                return Parsed.wrong(isNot(text, what));
            }
        });
    }

    /** A list of a few names, none of them twice. */
    static <E> LegalValues<List<E>> listOf(List<E> all, Function<E, String> name) {
        return listOf(all, name, text -> named(text, all, name));
    }

    /**
     * A list of a few names, none of them twice, which people know in other spellings, too.
     *
     * @param named finds the element in each of them
     */
    static <E> LegalValues<List<E>> listOf(List<E> all, Function<E, String> name, Function<String, Optional<E>> named) {
        String names = names(all, name);
        LegalValues<List<E>> list = list("one of " + names, named);
        return new LegalValues<>("a list of " + names + ", each at most once", text -> {
            Parsed<List<E>> parsed = list.parse(text);
            boolean twice = parsed.value()
                    .filter(some -> new LinkedHashSet<>(some).size() < some.size())
                    .isPresent();
            return twice ? Parsed.wrong("\"" + Printable.of(text) + "\" has a name twice") : parsed;
        });
    }

    /** A list, separated by spaces or commas, of what {@code element} understands. */
    static <E> LegalValues<List<E>> list(String what, Function<String, Optional<E>> element) {
        return new LegalValues<>("a list; each is " + what, text -> {
            List<String> parts = SEPARATORS
                    .splitAsStream(text)
                    .filter(part -> !part.isEmpty())
                    .toList();
            return parts.isEmpty() ? Parsed.wrong("the list is empty") : elements(parts, what, element);
        });
    }

    /** Paths, separated by commas alone; an empty text is no path. */
    static LegalValues<List<String>> paths(String words) {
        return new LegalValues<>(words, text -> {
            if (text.isBlank()) {
                return Parsed.right(List.of());
            }
            Collection<String> paths = new LinkedHashSet<>();
            for (String path : COMMA.split(text, -1)) {
                if (path.isBlank()) {
                    return Parsed.wrong("empty path before or after a comma");
                }
                paths.add(path.strip());
            }
            return Parsed.right(List.copyOf(paths));
        });
    }

    /** The same values under other words. */
    LegalValues<T> called(String otherWords) {
        return new LegalValues<>(otherWords, reading);
    }

    /** The same values for an attribute that has no default. */
    LegalValues<Optional<T>> optional() {
        return then(value -> Parsed.right(Optional.of(value)));
    }

    /** What the list or text makes of these values; a fault of its own says which of them cannot stand together. */
    <R> LegalValues<R> then(Function<T, Parsed<R>> next) {
        return new LegalValues<>(words, text -> {
            Parsed<T> parsed = parse(text);
            return parsed.value().map(next).orElseGet(() -> Parsed.wrong(parsed.faults()));
        });
    }

    Parsed<T> parse(String text) {
        return reading.apply(text);
    }

    private static <E> Parsed<List<E>> elements(
            List<String> parts, String what, Function<String, Optional<E>> element) {
        List<E> elements = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String part : parts) {
            element.apply(part).ifPresentOrElse(elements::add, () -> faults.add(isNot(part, what)));
        }
        return faults.isEmpty() ? Parsed.right(List.copyOf(elements)) : Parsed.wrong(faults);
    }

    private static <E> Optional<E> named(String text, List<E> all, Function<E, String> name) {
        return all.stream().filter(one -> name.apply(one).equals(text)).findFirst();
    }

    private static <E> String names(List<E> all, Function<E, String> name) {
        return all.stream().map(one -> "`" + name.apply(one) + "`").collect(Collectors.joining(", "));
    }

    private static String isNot(String text, String what) {
        return "\"" + Printable.of(text) + "\" is not " + what.replace("`", "");
    }
}
