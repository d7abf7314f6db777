package org.gatehouse.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files whose names someone has typed. */
public final class LocalFiles {
    private LocalFiles() {}

    /** What was typed, as a path; text that cannot be one (with a NUL in it) is wrong use. */
    public static Path path(String typed) throws UsageException {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new UsageException("a file name cannot contain such characters.");
        }
    }
}
