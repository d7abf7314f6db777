package org.gatehouse.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.MissingFileException;

/** Reads files that somebody has named, whatever they turn out to be. */
public final class LocalFiles {
    private LocalFiles() {}

    /**
     * The whole of a file.
     *
     * @param max in bytes; more than that is neither kept nor read
     * @throws IOException whose message says in words what is wrong with the file
     */
    public static SecretBytes read(Path file, int max) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would never end
                throw new IOException("it is not a file");
            }
            try (InputStream stream = Files.newInputStream(file)) {
                SecretBytes content = SecretBytes.adopt(stream.readNBytes(max + 1));
                if (content.length() > max) {
                    content.close();
                    throw new IOException("it has more than " + max + " bytes");
                }
                return content;
            }
        } catch (NoSuchFileException e) {
            throw new MissingFileException(e);
        } catch (AccessDeniedException e) {
            throw new IOException("access is denied", e);
        }
    }

    /** What was typed, as a path; text that cannot be one (with a NUL in it) is wrong use. */
    public static Path path(String typed) throws UsageException {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new UsageException("a file name cannot contain such characters.");
        }
    }
}
