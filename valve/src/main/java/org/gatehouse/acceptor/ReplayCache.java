package org.gatehouse.acceptor;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.wire.Pages;

/**
 * The authenticators accepted lately (RFC 4120 §3.2.3), bounded in time and memory. An authenticator is recognised by a
 * keyed fingerprint of its MAC, which covers all of it. Only what has passed every other check comes here, so that
 * strangers cannot fill it; no single user can, either. When it is full it says so, rather than forget one.
 *
 * <p>It has one border: from then on everything is remembered, and what is older is refused. The border is where the memory
 * begins, and moves on whenever something is forgotten. So nothing is accepted twice: not by an acceptor that starts later with
 * a larger skew, and not after the clock was ahead and has been set back.
 *
 * <p>It is on the heap, or in a file that outlives the process. A file that fails is given up for the heap.
 */
public final class ReplayCache {
    private static final Remembered LOST = new Remembered(Verdict.LOST);

    /** More than two skews of an hour: a border that is further ahead comes from a clock that was wrong. */
    static final Duration FAR_AHEAD = Duration.ofHours(2);

    private final SecureRandom random;
    private volatile ReplayTables tables;
    private volatile boolean inFile;
    private boolean closed;

    /**
     * The first of its kind: nothing was ever accepted before.
     *
     * @param capacity number of authenticators to remember at the most; each takes 24 to 40 bytes
     */
    public ReplayCache(int capacity, SecureRandom random) {
        this(capacity, random, Instant.MIN);
    }

    /**
     * An empty cache that may have had predecessors, of which nothing is known.
     *
     * @param since when their end was; authenticators of that second still pass: not every client counts smaller ones
     */
    public ReplayCache(int capacity, SecureRandom random, Instant since) {
        this(ReplayTables.onHeap(checked(capacity), random), random, false);
        tables.store().setStart(second(since));
    }

    private ReplayCache(ReplayTables tables, SecureRandom random, boolean inFile) {
        this.tables = tables;
        this.random = random;
        this.inFile = inFile;
    }

    /** How many pages a file needs. */
    public static int pagesFor(int capacity) {
        return ReplayStore.pagesFor(checked(capacity));
    }

    /**
     * An empty cache in a file, as on the heap.
     *
     * @param pages as many as are needed, of zeros
     */
    public static ReplayCache created(Place place, Pages pages, Instant since) {
        ReplayTables tables = ReplayTables.created(pages, checked(place.capacity()), place.boot(), place.random());
        tables.store().setStart(second(since));
        return new ReplayCache(tables, place.random(), true);
    }

    /**
     * The cache that is in a file.
     *
     * @throws ReplaysLostException if the file does not hold all that was remembered
     */
    public static ReplayCache reopened(Place place, Pages pages) throws ReplaysLostException {
        return new ReplayCache(
                ReplayTables.reopened(pages, checked(place.capacity()), place.boot(), place.random()),
                place.random(),
                true);
    }

    /**
     * What a file is used with.
     *
     * @param capacity number of authenticators to remember at the most
     * @param boot which of the machine's boots this is, or zeros: after another boot a file counts only if it was closed
     */
    public record Place(int capacity, UUID boot, SecureRandom random) {}

    /**
     * Announces an acceptor, so that nothing is forgotten that it would accept. Those with a shorter skew, which may have
     * accepted it, need not know of it.
     */
    void serve(AcceptorClock clock) {
        tables.keep(clock.skew().toSeconds());
    }

    /** From when on everything is remembered. */
    public Instant since() {
        return ReplayTables.instant(tables.store().since());
    }

    /** Whether it would refuse everyone for hours, because the clock was ahead when something was forgotten. */
    public boolean isFarAhead(Instant now) {
        return tables.store().dropped() > now.plus(FAR_AHEAD).getEpochSecond();
    }

    public int capacity() {
        return tables.store().capacity();
    }

    /** How many are remembered; some of them may be too old to matter. */
    public int size() {
        return tables.store().size();
    }

    /** How many authenticators of one half minute a client may have. */
    public int clientLimit() {
        return tables.clientLimit();
    }

    /** The clients with the most authenticators. This takes some milliseconds. */
    public List<BusyClient> busiest(int count) {
        return tables.busiest(count);
    }

    /** Whether it is in a file, and will be found again there. */
    public boolean isInFile() {
        return inFile;
    }

    /**
     * Remembers an authenticator, unless it was seen before.
     *
     * @param clock of the acceptor that has accepted it; the longest skew of all acceptors says how long it is remembered
     */
    public Remembered remember(AuthenticatorUse use, Instant now, AcceptorClock clock) {
        ReplayTables current = tables;
        current.keep(clock.skew().toSeconds());
        try {
            return current.remember(use, now.getEpochSecond());
        } catch (InternalError e) { // the file was made shorter under us: a page of it is not there
            giveUpFile(now);
            return LOST;
        }
    }

    /**
     * Goes on without the file, which has failed, and without all that is in it. The file must not be found again
     * as it is: {@code LockedFile.discard}. Its pages are not touched here, since an error in them may come late.
     */
    public synchronized void giveUpFile(Instant now) {
        if (!inFile || closed) {
            return;
        }
        ReplayTables failed = tables;
        long free = failed.abandon();
        ReplayTables fresh = ReplayTables.onHeap(capacity(), random);
        fresh.keep(failed.longestSkew());
        fresh.store().raiseDropped(Math.max(free, now.getEpochSecond() + 1));
        tables = fresh;
        inFile = false;
    }

    /**
     * An orderly end of a cache in a file; what comes afterwards is refused. On the heap, nothing ends.
     *
     * @throws UncheckedIOException if the disk fails: then the file does not count any more
     */
    public synchronized void close() {
        if (!inFile || closed) {
            return;
        }
        closed = true;
        try {
            tables.close();
        } catch (UncheckedIOException e) {
            tables.store().discard();
            throw e;
        }
    }

    private static long second(Instant since) {
        return Math.max(CheckedWord.MIN, since.getEpochSecond());
    }

    private static int checked(int capacity) {
        if (capacity < 1 || capacity > ReplayTable.MAX_ENTRIES) {
            throw new IllegalArgumentException("A capacity of " + capacity);
        }
        return capacity;
    }
}
