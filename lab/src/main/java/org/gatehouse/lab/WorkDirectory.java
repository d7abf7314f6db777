package org.gatehouse.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the parts of a lab, for its owner alone, that goes with the lab. */
final class WorkDirectory implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    static WorkDirectory temporary() throws IOException {
        return new WorkDirectory(Files.createTempDirectory("gatehouse-lab-", OWNER_ONLY));
    }

    /** Below a lab's home, which has to be locked. What a lab has left there that had no time to clean up is removed. */
    static WorkDirectory below(Path home) throws IOException {
        WorkDirectory directory = new WorkDirectory(home.resolve("work"));
        directory.close();
        createForOwner(directory.path);
        return directory;
    }

    /** Makes a directory for its owner alone; those above it are made as the system makes them. */
    static void createForOwner(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(path, OWNER_ONLY);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
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
}
