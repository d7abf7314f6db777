package org.gatehouse.cli.keytab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.text.Printable;

/**
 * A file that appears complete or not at all, and is readable by its owner alone from the start.
 *
 * @param overwrite whether it may take the place of another one
 */
record NewFile(Path path, boolean overwrite) {
    /** Writes it. If that fails, what was there before is still there. */
    void write(SecretBytes content) throws FailedException {
        Path whole = path.toAbsolutePath();
        Path directory = whole.getParent();
        if (directory == null || Files.isDirectory(whole)) {
            throw new FailedException(Printable.of(path.toString()) + " is a directory.");
        }
        try {
            Path target = overwrite && Files.exists(whole) ? whole.toRealPath() : whole; // through a link, not over it
            Path parent = target.getParent();
            Path temporary = create(parent == null ? directory : parent);
            try {
                fill(temporary, content);
                put(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileAlreadyExistsException e) {
            throw new FailedException(Printable.of(path.toString()) + " exists already. Replace it with --force.");
        } catch (IOException e) {
            throw new FailedException(Printable.of(path.toString()) + " cannot be written in "
                    + Printable.of(directory.toString()) + ": " + DiskFile.reason(e) + ".");
        }
    }

    private static Path create(Path directory) throws IOException {
        return isPosix(directory)
                ? Files.createTempFile(directory, ".keytab", ".tmp", ownerOnly())
                : Files.createTempFile(directory, ".keytab", ".tmp");
    }

    private static boolean isPosix(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix");
    }

    private static FileAttribute<?> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    private static void fill(Path file, SecretBytes content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
            content.<Integer, IOException>use((array, offset, length) -> {
                out.write(array, offset, length);
                return length;
            });
        }
    }

    private void put(Path temporary, Path target) throws IOException {
        if (overwrite) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            Files.createLink(target, temporary); // fails if something is there: no moment between looking and writing
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(temporary, target); // a file system without links
        }
    }
}
