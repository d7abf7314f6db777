package org.gatehouse.settings.descriptor;

import java.util.Collection;
import java.util.List;
import org.gatehouse.text.BoundedList;

/**
 * What needs a sign-in where constraints decide it, in words.
 *
 * @param count of the constraints that ask for a sign-in; one at least
 * @param where they are, fit for a log and a terminal: {@code web.xml}
 * @param patterns of all of them
 */
public record NarrowedCoverage(int count, String where, Collection<String> patterns) {
    public NarrowedCoverage {
        patterns = List.copyOf(patterns);
    }

    /** {@code what 2 constraints of web.xml say: /admin/*, /api/*}. */
    @Override
    public String toString() {
        String constraints =
                count == 1 ? "1 constraint of " + where + " says" : count + " constraints of " + where + " say";
        return "what " + constraints + ": " + BoundedList.of(patterns);
    }
}
