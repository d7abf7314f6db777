package org.gatehouse.valve;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileSource;
import org.gatehouse.wire.Bytes;

/**
 * A file of the administrator that is read again when it changes. A change counts when two looks in a row see the same content,
 * as for keys: a file that is still being written is left alone.
 */
final class WatchedFile {
    private final String path;
    private final FileSource files;
    private final Reader reader;
    /** What the reader was told last. */
    private Look settled;

    private Look last;

    /**
     * Looks at the file for the first time, and tells the reader at once.
     *
     * @param path as it was written
     * @param files reads only those that belong to someone who is trusted
     */
    WatchedFile(String path, FileSource files, Reader reader) {
        this.path = path;
        this.files = files;
        this.reader = reader;
        this.last = read();
        this.settled = last;
        tell(last);
    }

    /** Who makes something of the content. Told once of each content, and of each reason why there is none. */
    interface Reader {
        void read(Bytes content);

        /** @param problem half a sentence */
        void unreadable(String problem);
    }

    /**
     * What a look at the file has found.
     *
     * @param problem why it cannot be read; empty if it can
     */
    private record Look(Bytes content, Optional<String> problem) {}

    /** Looks at the file once. */
    synchronized void look() {
        Look now = read();
        if (now.equals(last) && !now.equals(settled)) {
            settled = now;
            tell(now);
        }
        last = now;
    }

    private void tell(Look look) {
        look.problem().ifPresentOrElse(reader::unreadable, () -> reader.read(look.content()));
    }

    private Look read() {
        try (SecretBytes content = files.read(path)) {
            return content.use((array, offset, length) ->
                    new Look(Bytes.of(Arrays.copyOfRange(array, offset, offset + length)), Optional.empty()));
        } catch (IOException e) {
            return new Look(Bytes.EMPTY, Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
