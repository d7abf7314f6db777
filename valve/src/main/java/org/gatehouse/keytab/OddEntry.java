package org.gatehouse.keytab;

import java.util.Optional;

/**
 * An entry of a keytab that cannot serve any ticket. The other entries of the file do, so this one is worth a warning.
 *
 * @param number the first entry has 1; deleted entries are not counted
 * @param offset where its size is in the file, in bytes
 * @param name as far as it can be read, fit for a line of a log; empty if nothing of it can
 * @param reason half a sentence: {@code its name is not UTF-8}
 * @param extent how far the damage reaches
 */
public record OddEntry(int number, int offset, Optional<String> name, String reason, Extent extent) {
    /** How far the damage reaches. */
    public enum Extent {
        /** Only the key: name and key can be read, so the entry is among the others of its keytab, too. */
        KEY,
        /** The entry, which cannot be read. */
        ENTRY,
        /** The rest of the file: it ends inside this entry, and more may be missing. */
        FILE
    }

    /** Whether the file ends inside it. */
    public boolean isCut() {
        return extent == Extent.FILE;
    }

    /** {@code entry 2 at byte 96 ("HTTP/b\xfccher@EXAMPLE.COM")}. */
    public String place() {
        return "entry " + number + " at byte " + offset
                + name.map(it -> " (\"" + it + "\")").orElse("");
    }

    /** {@code entry 2 at byte 96 ("HTTP/b\xfccher@EXAMPLE.COM"): its name is not UTF-8}. */
    @Override
    public String toString() {
        return place() + ": " + reason;
    }
}
