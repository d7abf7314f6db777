package org.gatehouse.ndr;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The identifiers of the referents in one octet stream. Those of unique pointers are all different (C706 14.3.10). */
final class Referents {
    private static final int USUAL_NUMBER = 16;

    /** In the order of the stream. Encoders count upwards, so that the set is seldom needed. */
    private int[] ascending = new int[USUAL_NUMBER];

    private int count;
    private Set<Integer> all = Set.of();

    /** Whether there was no such identifier before. */
    boolean add(int identifier) {
        if (all.isEmpty() && isAbove(identifier)) {
            if (count == ascending.length) {
                ascending = Arrays.copyOf(ascending, 2 * count);
            }
            ascending[count++] = identifier;
            return true;
        }
        if (all.isEmpty()) {
            all = new HashSet<>();
            for (int i = 0; i < count; i++) {
                all.add(ascending[i]);
            }
        }
        return all.add(identifier);
    }

    private boolean isAbove(int identifier) {
        return count == 0 || Integer.compareUnsigned(identifier, ascending[count - 1]) > 0;
    }
}
