package org.gatehouse.settings;

import java.util.OptionalLong;
import org.gatehouse.text.Printable;

/**
 * A user of this machine, as owner of files or as the one that a process runs as.
 *
 * @param uid the number, which alone tells users apart; empty if the system has none
 * @param name as the system shows it: the number as text, if there is no name for it
 */
public record FileOwner(OptionalLong uid, String name) {
    public static final FileOwner ROOT = new FileOwner(OptionalLong.of(0), "root");

    public FileOwner(long uid, String name) {
        this(OptionalLong.of(uid), name);
    }

    /** Whether both are one user: by their numbers, where both have one. */
    public boolean isSame(FileOwner other) {
        boolean numbered = uid.isPresent() && other.uid.isPresent();
        return numbered ? uid.equals(other.uid) : name.equals(other.name);
    }

    /** {@code "tomcat" (uid 998)}. */
    @Override
    public String toString() {
        boolean unnamed = uid.isPresent() && name.equals(Long.toString(uid.getAsLong()));
        return unnamed
                ? "uid " + name
                : Printable.quoted(name) + (uid.isPresent() ? " (uid " + uid.getAsLong() + ")" : "");
    }
}
