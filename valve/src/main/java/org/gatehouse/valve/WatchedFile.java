package org.gatehouse.valve;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.FileVerdict.Weakness;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.wire.Bytes;

/**
 * A file of the administrator that is read again when it changes. A change counts when two looks in a row see the same content,
 * as for keys: a file that is still being written is left alone. Also as for keys, what others than the owner may have written
 * is not used.
 *
 * <p>An administrator who has closed an address waits for it, so these files are looked at more often than keys. Most of these
 * looks only ask the file system for the file's stamp. A stamp does not tell everything, so now and then the file is read
 * whatever its stamp is.
 */
final class WatchedFile {
    private final Name name;
    private final TrustedFiles files;
    private final Log log;
    private final Reader reader;
    /** What the reader could use. */
    private Bytes used = Bytes.EMPTY;
    /** What the reader was told last. */
    private Look settled;

    private Look last;
    private SeenStamps stamps;

    /**
     * Looks at the file for the first time, and tells the reader at once.
     *
     * @param files reads only those that belong to someone who is trusted
     */
    WatchedFile(Name name, TrustedFiles files, Log log, Reader reader) {
        this.name = name;
        this.files = files;
        this.log = log;
        this.reader = reader;
        this.stamps = stampsNow();
        this.last = read();
        this.settled = last;
        last.writers().forEach(this::warn);
        tell(last);
    }

    /**
     * What messages call the file.
     *
     * @param attribute that names it
     * @param path as it was written
     * @param power what anyone can do who can change the file: {@code give any user any role}
     */
    record Name(String attribute, String path, String power) {}

    /** Who makes something of the content. Told once of each content, and of each reason why there is none. */
    interface Reader {
        /** Returns whether it could be used. */
        boolean read(Bytes content);

        /**
         * Hears why there is no content.
         *
         * @param problem half a sentence
         */
        void unreadable(String problem);
    }

    /**
     * What a look at the file has found.
     *
     * @param problem why it cannot be read; empty if it can
     * @param writers who else than its owner can change the file, or put another one in its place
     */
    private record Look(Bytes content, Optional<String> problem, List<Weakness> writers) {}

    /** Looks at the file once if its stamp is another one, is too young to be relied on, or cannot be had. */
    synchronized void lookIfChanged() {
        Map<String, FileStamp> now = stampsNow().byPath();
        boolean isKnown = !now.isEmpty() && now.equals(stamps.byPath()) && stamps.settled();
        if (!isKnown || !last.equals(settled)) {
            look();
        }
    }

    /** Reads the file once. */
    synchronized void look() {
        SeenStamps before = stampsNow(); // older than the content: what changes in between is seen by the next look
        Look now = read();
        stamps = before;
        if (now.equals(last) && !now.equals(settled)) {
            settled = now;
            if (!now.writers().isEmpty() && !now.content().equals(used)) {
                reader.unreadable(
                        "it has changed, and it " + now.writers().get(0).how());
            } else {
                now.writers().forEach(this::warn);
                tell(now);
            }
        }
        last = now;
    }

    private void tell(Look look) {
        if (look.problem().isPresent()) {
            reader.unreadable(look.problem().get());
        } else if (reader.read(look.content())) {
            used = look.content();
        }
    }

    private SeenStamps stampsNow() {
        Map<String, FileStamp> stamp =
                files.stamp(name.path()).map(now -> Map.of(name.path(), now)).orElse(Map.of());
        return new SeenStamps(stamp, Instant.now(), System.nanoTime());
    }

    private Look read() {
        try (SecretBytes content = files.read(name.path())) {
            return content.use((array, offset, length) -> new Look(
                    Bytes.of(Arrays.copyOfRange(array, offset, offset + length)),
                    Optional.empty(),
                    files.verdict(name.path()).writers()));
        } catch (IOException e) {
            return new Look(Bytes.EMPTY, Optional.of(String.valueOf(e.getMessage())), List.of());
        }
    }

    private void warn(Weakness weakness) {
        log.warn(new Failure(
                FailureCode.OPEN_TO_OTHERS,
                name.attribute() + ": " + files.absolute(name.path()) + " " + weakness.how() + " ("
                        + weakness.permissions() + ").",
                weakness.remedy() + ". Anyone who can change the file can " + name.power()
                        + ". Changed content is not used until then."));
    }
}
