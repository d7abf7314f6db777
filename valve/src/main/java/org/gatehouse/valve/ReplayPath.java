package org.gatehouse.valve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.Problems;
import org.gatehouse.text.Printable;

/**
 * Where an application wants the replay file.
 *
 * @param written as the attribute has it; empty if the memory is to be on the heap
 */
record ReplayPath(File base, Optional<String> written) {
    /**
     * The absolute path.
     *
     * @throws InvalidPathException unless {@link #check} has found no problem
     */
    Optional<Path> path() {
        return written.map(this::resolved);
    }

    private Path resolved(String path) {
        return base.toPath().toAbsolutePath().resolve(path).normalize();
    }

    /** @param keyFiles the files of the application that hold keys or a password: they would be put aside */
    void check(Collection<String> keyFiles, Problems problems) {
        try {
            Optional<Path> path = path();
            if (path.isPresent() && keyFiles.stream().anyMatch(file -> takes(path.get(), file))) {
                bad("is the file of a key or a password", problems);
            }
        } catch (InvalidPathException e) {
            bad("is not a path", problems);
        }
    }

    private void bad(String fault, Problems problems) {
        problems.badValue(
                Attribute.REPLAY_FILE.name(),
                Printable.quoted(written.orElseThrow()) + " " + fault,
                "Write a path such as work/gatehouse-replay, or none.");
    }

    /** Whether the replay file, or the one that is put aside, would be in the place of that file. */
    private boolean takes(Path path, String file) {
        if (path.getFileName() == null) {
            return false;
        }
        List<Path> taken = List.of(path, path.resolveSibling(path.getFileName() + ReplayFile.ASIDE));
        return taken.stream().anyMatch(place -> isSame(place, file));
    }

    private boolean isSame(Path place, String file) {
        try {
            Path other = resolved(file);
            return place.equals(other) || Files.isSameFile(place, other);
        } catch (IOException | InvalidPathException e) {
            return false; // one of them is not there
        }
    }
}
