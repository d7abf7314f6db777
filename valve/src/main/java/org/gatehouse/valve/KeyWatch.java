package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.settings.KeyFile;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.valve.ConfigurationFiles.Content;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/**
 * Reloads keys that change while the valve runs, also where there were none at the start. It compares what the files hold,
 * not their times: a keytab may be replaced by a rename, overwritten, or reached by a link that points elsewhere now, and a
 * copy may bring its old time along. A few kilobytes every two seconds cost nothing.
 *
 * <p>A change counts when two looks in a row see the same content. A file that is still being written is thus left alone:
 * also one that happens to end after one of its entries, and would look like a good keytab with fewer keys.
 *
 * <p>A token that no key decrypts does not wait for the next look. It asks the file system whether a file has changed, which
 * takes microseconds, and only then looks, twice within a moment. Such a short moment proves little of a file that is being
 * written, so the keys of such a look are used only if none of those in use would be missed.
 */
final class KeyWatch {
    /** How long a request looks for newer keys, or waits for one that does: a busy machine can take a while over two looks. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /**
     * Between the two looks of a request. No event reports that writing has ended (least of all from a network file system).
     * It shows only in time that passes without a change.
     */
    private static final Duration MOMENT = Duration.ofMillis(20);
    /** Between two looks that no stamp asks for. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

    private final ConfigurationFiles files;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    /** Names the files. */
    private final Content watched;
    /** Nothing in an outage. */
    private Optional<Content> inUse;

    private Set<String> kindsInUse;
    private Optional<Content> unsettled = Optional.empty();
    private Optional<Content> refused;
    private SeenStamps stamps;

    KeyWatch(Reading reading, Listener listener) {
        boolean outage = !reading.settings().outage().isEmpty();
        this.files = reading.files();
        this.watched = reading.content();
        this.inUse = outage ? Optional.empty() : Optional.of(watched);
        this.kindsInUse = kinds(reading.settings());
        this.refused = outage ? Optional.of(watched) : Optional.empty();
        this.listener = listener;
        this.stamps = new SeenStamps(Map.of(), Instant.now(), System.nanoTime());
    }

    /** Who is told what has become of the files. */
    interface Listener {
        /** New settings to work with. */
        void changed(Reading reading);

        /** The files cannot be used as they are now; the keys from before stay. Told once for each content. */
        void broken(Failure failure);

        /** There were no keys before, and there are none now, for other reasons. Told once for each content. */
        void stillOut(Reading reading);

        /** The keys in use are the same, but the permissions or owners of their files have changed. */
        void guarded(Reading reading);

        /** The files hold again what is in use. */
        void fixed();
    }

    /** Looks at the files once. */
    void look() {
        lock.lock();
        try {
            lookUnhurried();
        } finally {
            lock.unlock();
        }
    }

    /** Does something between two looks, so that no change comes in between. */
    void exclusively(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks at the files if they have changed since the last look, because a token needs other keys than those in use. One
     * request at a time looks; the others wait for it, and find that nothing has changed since.
     */
    void lookIfChanged() {
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                if (mayHaveChanged()) {
                    settle();
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops: the token is judged with the keys that there are
        }
    }

    private boolean mayHaveChanged() {
        if (!files.stampsNow(watched).equals(stamps.byPath())) {
            return true;
        }
        return !stamps.settled() && stamps.age().compareTo(LOOK_INTERVAL) > 0;
    }

    private void settle() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Content seen = contentNow();
        while (!isKnown(seen) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(MOMENT.toMillis());
            Content again = contentNow();
            if (again.equals(seen)) {
                reloadIfNothingIsMissed(seen);
                return;
            }
            seen = again;
        }
    }

    private boolean isKnown(Content content) {
        return inUse.equals(Optional.of(content)) || refused.equals(Optional.of(content));
    }

    /** The stamps are older than the content, and count once there is any: a look that fails has seen nothing. */
    private Content contentNow() {
        SeenStamps before = new SeenStamps(files.stampsNow(watched), Instant.now(), System.nanoTime());
        Content content = files.contentNow(watched);
        stamps = before;
        return content;
    }

    private void lookUnhurried() {
        Content now = contentNow();
        if (inUse.equals(Optional.of(now))) {
            unsettled = Optional.empty();
            if (refused.isPresent()) {
                refused = Optional.empty();
                listener.fixed();
            }
        } else if (!refused.equals(Optional.of(now))) {
            boolean settled = unsettled.equals(Optional.of(now));
            unsettled = settled ? Optional.empty() : Optional.of(now);
            if (settled) {
                reload(now);
            }
        } else {
            unsettled = Optional.empty();
        }
    }

    private void reload(Content now) {
        Reading reading = read();
        try {
            if (!reading.content().equals(now)) { // changed between two lines of this class: the next look sees it
                reading.settings().close();
            } else if (isInUse(reading)) {
                keep(reading);
            } else if (isUsable(reading)) {
                use(reading);
            } else {
                refused = Optional.of(now);
                tell(reading);
            }
        } catch (RuntimeException | Error e) {
            reading.settings().close();
            throw e;
        }
    }

    /** The bytes in use, in files whose owners or permissions are others than before. */
    private boolean isInUse(Reading reading) {
        return reading.settings().outage().isEmpty()
                && inUse.filter(reading.content()::hasSameBytes).isPresent();
    }

    private void keep(Reading reading) {
        boolean wasRefused = refused.isPresent();
        inUse = Optional.of(reading.content());
        unsettled = Optional.empty();
        refused = Optional.empty();
        reading.settings().close();
        if (wasRefused) {
            listener.fixed();
        }
        listener.guarded(reading);
    }

    /**
     * What an incomplete file still holds serves where there was nothing before, and never replaces keys. Nor does what
     * others may have written.
     */
    private boolean isUsable(Reading reading) {
        return inUse.isPresent()
                ? UnusableChange.of(reading, inUse.get()).isEmpty()
                : reading.settings().outage().isEmpty();
    }

    /** What a moment has shown may be half of a file: the next unhurried look decides on what is not used here. */
    private void reloadIfNothingIsMissed(Content now) {
        Reading reading = read();
        if (reading.content().equals(now)
                && !isInUse(reading)
                && isUsable(reading)
                && kinds(reading.settings()).containsAll(kindsInUse)) {
            use(reading);
        } else {
            reading.settings().close();
        }
    }

    private void use(Reading reading) {
        Set<String> kinds = kinds(reading.settings()); // before the listener closes them
        listener.changed(reading);
        inUse = Optional.of(reading.content());
        kindsInUse = kinds;
        unsettled = Optional.empty();
        refused = Optional.empty();
    }

    private void tell(Reading reading) {
        if (inUse.isEmpty()) {
            listener.stillOut(reading);
            return;
        }
        for (Failure problem : UnusableChange.of(reading, inUse.get())) {
            listener.broken(problem);
        }
        reading.settings().close();
    }

    private Reading read() {
        try {
            return files.read();
        } catch (SettingsException e) {
            throw new IllegalStateException("The attributes were right at the start, and are the same", e);
        }
    }

    /** Each name with each type of key that it has. */
    private static Set<String> kinds(Settings settings) {
        Set<String> kinds = new HashSet<>();
        for (KeyFile file : settings.keyFiles()) {
            kinds.addAll(kinds(file.keytab().entries()));
        }
        return kinds;
    }

    private static Collection<String> kinds(Collection<Keytab.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.etype() + " " + AsciiCase.fold(entry.name().at(entry.realm())))
                .toList();
    }
}
