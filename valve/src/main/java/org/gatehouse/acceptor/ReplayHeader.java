package org.gatehouse.acceptor;

import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.UUID;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.wire.Pages;

/**
 * The first page of the replay memory. What never changes while it is in use stands together under one checksum; what does
 * change are {@link CheckedWord}s, each written in one step, so that a killed process leaves no header half written.
 */
final class ReplayHeader {
    /** Where the machine does not say which of its boots this is: only an orderly stop counts. */
    static final UUID UNKNOWN_BOOT = new UUID(0, 0);

    static final String DAMAGED = "it is damaged";

    private static final long MAGIC = 0x59_414c_5045_5248_47L; // "GHREPLAY"
    private static final long FORMAT = 1;

    private static final int KEY = 2;
    private static final int BOOT = 4;
    private static final int CAPACITY = 6;
    private static final int PAGES = 7;
    private static final int CHECKSUM = 8;
    private static final int STATE = 9;
    private static final int START = 10;
    private static final int DROPPED = 11;
    private static final int END = 12;

    private static final long IN_USE = 1;
    private static final long CLOSED = 2;

    private final Pages pages;

    private ReplayHeader(Pages pages) {
        this.pages = pages;
    }

    /** That of an empty memory, in a page of zeros. It counts as damaged until its start is set. */
    static ReplayHeader written(Pages pages, int capacity, UUID boot, SecureRandom random) {
        pages.set(0, 1, FORMAT);
        pages.set(0, KEY, random.nextLong());
        pages.set(0, KEY + 1, random.nextLong());
        pages.set(0, CAPACITY, capacity);
        pages.set(0, PAGES, pages.count());
        ReplayHeader header = new ReplayHeader(pages);
        header.setDropped(CheckedWord.MIN);
        header.use(boot);
        pages.publish(0, 0, MAGIC);
        return header;
    }

    /**
     * That of a memory that was in use before.
     *
     * @throws ReplaysLostException unless it is whole and holds everything that its last user has remembered
     */
    static ReplayHeader read(Pages pages, int capacity, UUID boot) throws ReplaysLostException {
        ReplayHeader header = new ReplayHeader(pages);
        header.expectFormat(capacity);
        boolean closed = header.changing(STATE) == CLOSED;
        boolean sameBoot = boot.equals(new UUID(pages.get(0, BOOT), pages.get(0, BOOT + 1)));
        if (!closed && (!sameBoot || boot.equals(UNKNOWN_BOOT))) {
            throw new ReplaysLostException("it was in use when this machine stopped, and may be incomplete");
        }
        header.use(boot);
        if (closed) {
            pages.force(1); // or a crash of the machine would leave the mark of an orderly stop on the disk
        }
        return header;
    }

    private void expectFormat(int capacity) throws ReplaysLostException {
        if (pages.get(0, 0) != MAGIC || pages.get(0, 1) != FORMAT) {
            throw new ReplaysLostException("it is not a replay file of this version");
        }
        boolean whole = pages.get(0, CHECKSUM) == checksum()
                && pages.get(0, CAPACITY) == capacity
                && pages.get(0, PAGES) == pages.count();
        for (int word = END; word < Pages.WORDS; word++) {
            whole &= pages.get(0, word) == 0;
        }
        long state = changing(STATE);
        changing(START);
        changing(DROPPED);
        if (!whole || (state != IN_USE && state != CLOSED)) {
            throw new ReplaysLostException(DAMAGED);
        }
    }

    private long changing(int word) throws ReplaysLostException {
        OptionalLong value = CheckedWord.read(pages.get(0, word));
        return value.orElseThrow(() -> new ReplaysLostException(DAMAGED));
    }

    /** Removes the mark of an orderly stop first: if the process is killed in here, the file counts as lost. */
    private void use(UUID boot) {
        pages.publish(0, STATE, CheckedWord.of(IN_USE));
        pages.set(0, BOOT, boot.getMostSignificantBits());
        pages.set(0, BOOT + 1, boot.getLeastSignificantBits());
        pages.publish(0, CHECKSUM, checksum());
    }

    /** An orderly end. */
    void close(int pagesInUse) {
        pages.force(pagesInUse);
        pages.publish(0, STATE, CheckedWord.of(CLOSED));
        pages.force(1);
    }

    /** Pages that begin like this are no replay memory. */
    void discard() {
        pages.publish(0, 0, 0);
    }

    SipHash hash() {
        return new SipHash(pages.get(0, KEY), pages.get(0, KEY + 1));
    }

    /** In seconds of the epoch, as the other border is. */
    long start() {
        return CheckedWord.read(pages.get(0, START)).orElse(CheckedWord.MIN);
    }

    void setStart(long second) {
        pages.publish(0, START, CheckedWord.of(second));
    }

    long dropped() {
        return CheckedWord.read(pages.get(0, DROPPED)).orElse(CheckedWord.MIN);
    }

    void setDropped(long second) {
        pages.publish(0, DROPPED, CheckedWord.of(second));
    }

    /** Each step is one-to-one: no change of one word goes unseen. */
    private long checksum() {
        long sum = 0;
        for (int word = 0; word < CHECKSUM; word++) {
            long value = word == 0 ? MAGIC : pages.get(0, word);
            sum = (sum ^ value) * 0x9e3779b97f4a7c15L;
            sum ^= sum >>> 32;
        }
        return sum;
    }
}
