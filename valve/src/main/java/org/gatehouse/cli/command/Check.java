package org.gatehouse.cli.command;

import java.util.List;

/**
 * One subject that {@code doctor} checks with what this machine alone can tell. What only a KDC or a directory knows (the
 * owner of a name, its key version, the clock) is a check of its own, beside these.
 */
public interface Check {
    /** What was found, the good as well; never empty for a subject that is there. */
    List<Finding> findings();
}
