package org.gatehouse.lab.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for its owner alone, which goes with everything in it when it is closed. */
public final class OwnerFolder implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    private OwnerFolder(Path path) {
        this.path = path;
    }

    /** A new one among the system's temporary files. */
    public static OwnerFolder temporary(String prefix) throws IOException {
        return new OwnerFolder(Files.createTempDirectory(prefix, OWNER_ONLY));
    }

    /** An empty one; what somebody has left at that place, who had no time to clean up, is removed. */
    public static OwnerFolder emptied(Path path) throws IOException {
        remove(path);
        create(path);
        return new OwnerFolder(path);
    }

    /** Makes a folder for its owner alone; those above it are made as the system makes them. */
    public static void create(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(path, OWNER_ONLY);
    }

    public Path path() {
        return path;
    }

    /** Removes a folder with everything in it; it need not be there. */
    public static void remove(Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList(); // children before their directory
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }
}
