package org.gatehouse.settings;

import java.util.List;

/**
 * What the file system says of a file and of all that leads to it: every directory, also those of links and of what they
 * point to.
 *
 * @param steps the file last; none if the file system knows no owners and permissions
 */
public record FileFacts(List<PathStep> steps) {
    /** Of a file on a file system without owners and permissions. */
    public static final FileFacts WITHOUT_OWNERS = new FileFacts(List.of());

    public FileFacts {
        steps = List.copyOf(steps);
    }

    public boolean hasOwners() {
        return !steps.isEmpty();
    }

    /** Only where there are owners. */
    public PathStep file() {
        return steps.get(steps.size() - 1);
    }
}
