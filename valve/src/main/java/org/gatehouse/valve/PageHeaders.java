package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers that a page may set: those that say something of its content, and none that would change what is asked. */
final class PageHeaders {
    /** A challenge that does not fit with them into the connector's buffer would become an error of the server. */
    private static final int MAX_CHARACTERS = 4096;

    /** What the response to a request without a sign-in says of itself, of the connection, and of the client's state. */
    private static final Set<String> OURS = Set.of(
            "www-authenticate",
            "cache-control",
            "pragma",
            "expires",
            "set-cookie",
            "retry-after",
            "location",
            "content-type",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "trailer",
            "upgrade");

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int characters;

    static boolean isOurs(String name) {
        return OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    void set(String name, @Nullable String value) {
        if (!isOurs(name)) {
            values.remove(name);
            add(name, value);
        }
    }

    void add(String name, @Nullable String value) {
        if (value == null || name.isEmpty() || isOurs(name)) {
            return;
        }
        characters += name.length() + value.length();
        if (characters <= MAX_CHARACTERS) {
            values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    Collection<String> names() {
        return new LinkedHashSet<>(values.keySet());
    }

    void clear() {
        values.clear();
        characters = 0;
    }

    /** @param set for the first value of a header, which replaces any other */
    void copyTo(BiConsumer<String, String> set, BiConsumer<String, String> add) {
        values.forEach((name, all) -> {
            set.accept(name, all.get(0));
            all.subList(1, all.size()).forEach(value -> add.accept(name, value));
        });
    }
}
