package org.gatehouse.fallback;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one file, up to a number that a reader can take in. */
final class Mistakes {
    /** An administrator fixes one after the other anyway. */
    private static final int MAX = 20;

    private final List<PageMistake> list = new ArrayList<>();

    void add(int line, String text) {
        if (list.size() < MAX) {
            list.add(new PageMistake(line, text));
        }
    }

    void throwIfAny() throws PageFileException {
        if (!list.isEmpty()) {
            throw new PageFileException(list);
        }
    }
}
