package org.gatehouse.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.MissingFileException;

/** Reads files that someone has named, whatever they turn out to be. */
public final class DiskFile {
    private DiskFile() {}

    /**
     * The whole of a file, in an array of its own, since a stream would leave copies behind.
     *
     * @param max in bytes; more than that is neither kept nor read
     * @throws IOException whose message says in words what is wrong with the file
     */
    public static SecretBytes read(Path file, int max) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would never end
                throw new IOException("it is not a file");
            }
            return content(file, max);
        } catch (NoSuchFileException e) {
            throw new MissingFileException(e);
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static SecretBytes content(Path file, int max) throws IOException {
        long size = Files.size(file);
        if (size > max) {
            throw new IOException("it has more than " + max + " bytes");
        }
        byte[] content = new byte[(int) size + 1];
        try (InputStream stream = Files.newInputStream(file)) {
            int length = stream.readNBytes(content, 0, content.length);
            if (length > size) {
                throw new IOException("it is being written to");
            }
            return SecretBytes.adopt(content, 0, length);
        } catch (IOException e) {
            Arrays.fill(content, (byte) 0);
            throw e;
        }
    }

    /** In words: the JDK's own message is a path, or begins with one. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof FileSystemException ofTheSystem) {
            String reason = ofTheSystem.getReason();
            return reason == null ? "the system does not say why" : "the system says: " + reason;
        }
        String message = e.getMessage();
        return message == null ? "the system does not say why" : message;
    }
}
