package org.gatehouse.lab.directory.value;

import java.util.Optional;

/** What Active Directory allows as {@code sAMAccountName} ([MS-SAMR] 3.1.1.6, 3.1.1.8.4). */
public final class SamAccountName {
    private static final String FORBIDDEN = "\"/\\[]:;|=,+*?<>@";
    private static final int MAX_USER = 20;

    /** A NetBIOS name and the dollar sign. */
    private static final int MAX_COMPUTER = 16;

    private static final int MAX_GROUP = 256;

    private SamAccountName() {}

    public static Optional<String> problemOf(ObjectKind kind, String name) {
        int limit = kind == ObjectKind.GROUP ? MAX_GROUP : kind == ObjectKind.COMPUTER ? MAX_COMPUTER : MAX_USER;
        if (name.length() > limit) {
            return Optional.of("sAMAccountName " + name + " is longer than the " + limit + " characters of a " + kind);
        }
        if (name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || c < ' ')) {
            return Optional.of("sAMAccountName " + name + " has a character that is not allowed: " + FORBIDDEN);
        }
        if (kind == ObjectKind.COMPUTER && !name.endsWith("$")) {
            return Optional.of("sAMAccountName " + name + " of a computer ends with $");
        }
        if (kind == ObjectKind.USER && name.contains(" ")) {
            return Optional.of("has no sAMAccountName: \"" + name + "\" is not one to sign in with");
        }
        return Optional.empty();
    }
}
