package org.gatehouse.valve;

import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.valve.ConfigurationFiles.Content;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/**
 * Takes over keys that change while the valve runs. Looks at what the files hold, not at their times: a keytab may be
 * replaced by a rename, written over, or hide behind a link that points elsewhere now, and a copy may bring its old time
 * along. A few kilobytes every two seconds cost nothing.
 *
 * <p>A change counts when two looks in a row see the same content. A file that is still being written is thus left alone:
 * also one that happens to end behind one of its entries, and would look like a good keytab with fewer keys.
 */
final class KeyWatch {
    private final ConfigurationFiles files;
    private final Listener listener;
    private Content inUse;
    private Optional<Content> unsettled = Optional.empty();
    private Optional<Content> refused = Optional.empty();

    KeyWatch(Reading reading, Listener listener) {
        this.files = reading.files();
        this.inUse = reading.content();
        this.listener = listener;
    }

    /** Who is told what has become of the files. */
    interface Listener {
        /** New settings to work with. */
        void changed(Reading reading);

        /** The files can't be used as they are now; nothing changes. Told once for each content. */
        void broken(Failure failure);

        /** The files hold again what is in use. */
        void mended();
    }

    /** Looks at the files if they have changed since the last look, because a token needs other keys than those in use. */
    void lookIfChanged() {}

    /** Looks at the files once. */
    synchronized void look() {
        Content now = files.contentNow(inUse);
        if (now.equals(inUse)) {
            unsettled = Optional.empty();
            if (refused.isPresent()) {
                refused = Optional.empty();
                listener.mended();
            }
        } else if (!refused.equals(Optional.of(now))) {
            boolean settled = unsettled.equals(Optional.of(now));
            unsettled = settled ? Optional.empty() : Optional.of(now);
            if (settled) {
                takeOver(now);
            }
        }
    }

    private void takeOver(Content now) {
        try {
            Reading reading = files.read();
            if (reading.content().equals(now)) {
                listener.changed(reading);
                inUse = now;
                refused = Optional.empty();
            } else { // changed between two lines of this class: the next look sees it
                reading.settings().close();
            }
        } catch (SettingsException e) {
            refused = Optional.of(now);
            e.problems().stream().map(KeyWatch::unusable).forEach(listener::broken);
        }
    }

    private static Failure unusable(Failure problem) {
        return new Failure(
                FailureCode.CHANGED_KEYTAB_UNUSABLE,
                problem.code() + ", " + problem.seen(),
                problem.remedy() + " Until then the keys from before stay in use.");
    }
}
