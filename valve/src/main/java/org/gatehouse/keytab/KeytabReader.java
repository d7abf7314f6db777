package org.gatehouse.keytab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.keytab.OddEntry.Extent;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Reads keytab files as MIT's tools do: an entry that cannot be used does not keep the others from being used. Each entry
 * has its size before it, so the next one is found whatever is inside.
 */
final class KeytabReader {
    /** A farm of some hundred hosts with five keys each; more is not a keytab that somebody made. */
    private static final int MAX_ENTRIES = 10_000;

    private final Bytes file;
    private final ByteCursor cursor;
    private final KeytabFormat format;
    private final List<Keytab.Entry> entries = new ArrayList<>();
    private final List<OddEntry> oddEntries = new ArrayList<>();
    private int number;

    private KeytabReader(Bytes file, KeytabFormat format) {
        this.file = file;
        this.cursor = file.cursor("keytab");
        this.format = format;
    }

    static Keytab read(Bytes file) throws WireException {
        ByteCursor start = file.cursor("keytab");
        int version = start.uint16Big("version");
        if (version == KeytabFormat.VERSION_2.version()) {
            return new KeytabReader(file, KeytabFormat.VERSION_2).readAll();
        }
        if (version == KeytabFormat.VERSION_1_BIG_ENDIAN.version()) {
            return readInEitherOrder(file);
        }
        throw start.failure("version", Reason.BAD_VERSION, 0);
    }

    /**
     * The sizes of a file that is read in the wrong order point far beyond its end, so only one order fits; of a damaged
     * file, the order in which more of it can be read.
     */
    private static Keytab readInEitherOrder(Bytes file) throws WireException {
        Optional<Keytab> little = readIfBounded(file, KeytabFormat.VERSION_1_LITTLE_ENDIAN);
        if (little.isEmpty()) {
            return new KeytabReader(file, KeytabFormat.VERSION_1_BIG_ENDIAN).readAll();
        }
        Optional<Keytab> big = readIfBounded(file, KeytabFormat.VERSION_1_BIG_ENDIAN);
        if (big.isEmpty()) {
            return little.get();
        }
        boolean isBig = isBetter(big.get(), little.get(), file);
        (isBig ? little : big).get().close();
        return (isBig ? big : little).get();
    }

    private static Optional<Keytab> readIfBounded(Bytes file, KeytabFormat format) {
        try {
            return Optional.of(new KeytabReader(file, format).readAll());
        } catch (WireException e) {
            return Optional.empty(); // more entries than any keytab has, which the wrong order may make of it
        }
    }

    private static boolean isBetter(Keytab one, Keytab other, Bytes file) {
        return one.entries().size() != other.entries().size()
                ? one.entries().size() > other.entries().size()
                : damage(one, file) > damage(other, file);
    }

    /** Where the file cannot be read any further. */
    private static int damage(Keytab keytab, Bytes file) {
        return keytab.oddEntries().stream()
                .filter(OddEntry::isCut)
                .mapToInt(OddEntry::offset)
                .findFirst()
                .orElse(file.length());
    }

    private Keytab readAll() throws WireException {
        boolean done = false;
        try {
            cursor.skip("version", Short.BYTES);
            boolean more = true;
            while (more) {
                more = !cursor.atEnd() && readEntry();
            }
            done = true;
            return new Keytab(entries, oddEntries);
        } finally {
            if (!done) {
                entries.forEach(entry -> entry.key().close());
            }
        }
    }

    /** Reads the next entry or passes over the next hole; false if nothing can follow. */
    private boolean readEntry() throws WireException {
        int at = cursor.position();
        if (cursor.remaining() < Integer.BYTES) {
            return cut(at, Optional.empty(), "the file ends inside the size of an entry");
        }
        int size = format.int32(cursor, "size");
        if (size == 0) { // MIT's libraries end here, whatever follows
            return false;
        }
        if (size < 0) { // a hole that a deleted entry has left; the smallest number has no positive one
            if (size == Integer.MIN_VALUE || -size > cursor.remaining()) {
                return cut(at, Optional.empty(), "the file ends inside a deleted entry");
            }
            cursor.skip("hole", -size);
            return true;
        }
        if (number == MAX_ENTRIES) {
            throw cursor.failure("entry", Reason.TOO_MANY, at);
        }
        int available = Math.min(size, cursor.remaining());
        EntryReader reader = new EntryReader(file.slice(cursor.position(), available), format);
        cursor.skip("entry", available);
        return available < size ? cutEntry(at, size - available, reader) : entry(at, reader);
    }

    private boolean entry(int at, EntryReader reader) {
        try {
            EntryReader.Result result = reader.read();
            number++;
            result.entry().ifPresent(entries::add);
            Extent extent = result.entry().isPresent() ? Extent.KEY : Extent.ENTRY;
            result.oddity()
                    .ifPresent(reason -> oddEntries.add(
                            new OddEntry(number, at, reader.name().shown(), reason, extent)));
            return true;
        } catch (WireException e) {
            String reason = "it ends inside its field " + e.field();
            if (cursor.atEnd()) { // whether the size is wrong or the file is cut, more may have followed
                return cut(at, reader.name().shownIfPlain(), reason);
            }
            number++;
            oddEntries.add(new OddEntry(number, at, reader.name().shownIfPlain(), reason, Extent.ENTRY));
            return true;
        }
    }

    private boolean cutEntry(int at, int missing, EntryReader reader) {
        try {
            reader.read().entry().ifPresent(entry -> entry.key().close());
        } catch (WireException e) {
            // As expected: what there is of the name has been read.
        }
        return cut(at, reader.name().shownIfPlain(), "the file ends " + missing + " bytes before it does");
    }

    private boolean cut(int at, Optional<String> name, String reason) {
        number++;
        oddEntries.add(new OddEntry(number, at, name, reason, Extent.FILE));
        return false;
    }
}
