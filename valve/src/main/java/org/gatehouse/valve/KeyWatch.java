package org.gatehouse.valve;

import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.valve.ConfigurationFiles.Content;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/**
 * Reloads keys that change while the valve runs, also where there were none at the start. It compares what the files hold,
 * not their times: a keytab may be replaced by a rename, overwritten, or reached by a link that points elsewhere now, and a
 * copy may bring its old time along. A few kilobytes every two seconds cost nothing.
 *
 * <p>A change counts when two looks in a row see the same content. A file that is still being written is thus left alone:
 * also one that happens to end after one of its entries, and would look like a good keytab with fewer keys.
 */
final class KeyWatch {
    private final ConfigurationFiles files;
    private final Listener listener;
    /** Names the files. */
    private final Content watched;
    /** Nothing in an outage. */
    private Optional<Content> inUse;

    private Optional<Content> unsettled = Optional.empty();
    private Optional<Content> refused;

    KeyWatch(Reading reading, Listener listener) {
        boolean outage = !reading.settings().outage().isEmpty();
        this.files = reading.files();
        this.watched = reading.content();
        this.inUse = outage ? Optional.empty() : Optional.of(watched);
        this.refused = outage ? Optional.of(watched) : Optional.empty();
        this.listener = listener;
    }

    /** Who is told what has become of the files. */
    interface Listener {
        /** New settings to work with. */
        void changed(Reading reading);

        /** The files cannot be used as they are now; the keys from before stay. Told once for each content. */
        void broken(Failure failure);

        /** There were no keys before, and there are none now, for other reasons. Told once for each content. */
        void stillOut(Reading reading);

        /** The files hold again what is in use. */
        void mended();
    }

    /** Looks at the files if they have changed since the last look, because a token needs other keys than those in use. */
    void lookIfChanged() {}

    /** Looks at the files once. */
    synchronized void look() {
        Content now = files.contentNow(watched);
        if (inUse.equals(Optional.of(now))) {
            unsettled = Optional.empty();
            if (refused.isPresent()) {
                refused = Optional.empty();
                listener.mended();
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
        if (!reading.content().equals(now)) { // changed between two lines of this class: the next look sees it
            reading.settings().close();
            return;
        }
        if (reading.settings().outage().isEmpty()) {
            listener.changed(reading);
            inUse = Optional.of(now);
            refused = Optional.empty();
        } else {
            refused = Optional.of(now);
            tell(reading);
        }
    }

    private void tell(Reading reading) {
        if (inUse.isEmpty()) {
            listener.stillOut(reading);
            return;
        }
        for (Failure problem : reading.settings().outage()) {
            listener.broken(unusable(problem));
        }
    }

    private Reading read() {
        try {
            return files.read();
        } catch (SettingsException e) {
            throw new IllegalStateException("The attributes were right at the start, and are the same", e);
        }
    }

    private static Failure unusable(Failure problem) {
        return new Failure(
                FailureCode.CHANGED_KEYTAB_UNUSABLE,
                problem.code() + ", " + problem.seen(),
                problem.remedy() + " Until then the keys from before stay in use.");
    }
}
