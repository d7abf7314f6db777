package org.gatehouse.settings;

import java.io.IOException;
import java.util.Optional;
import org.gatehouse.secret.SecretBytes;

/** Where the files come from that attributes name. */
@FunctionalInterface
public interface FileSource {
    /**
     * The content of a file of bounded size.
     *
     * @param path as the administrator wrote it
     * @throws MissingFileException if there is no file
     * @throws IOException whose message says in words what is wrong with the file
     */
    SecretBytes read(String path) throws IOException;

    /** The same path in full, for messages that are read where nobody knows what a relative path begins at. */
    default String absolute(String path) {
        return path;
    }

    /** What changes when the file does, far cheaper than its content; nothing if there is no file, or that can't be known. */
    default Optional<FileStamp> stamp(String path) {
        return Optional.empty();
    }

    /** Who owns the file and what leads to it; nothing if there is no file. */
    default Optional<FileFacts> facts(String path) {
        return Optional.of(FileFacts.WITHOUT_OWNERS);
    }

    /** The user that the valve runs as. */
    default FileOwner user() {
        return FileOwner.ROOT;
    }
}
