package org.gatehouse.settings;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.wire.WireException;

/** The words for what can be wrong with a keytab: the same for the valve and for its commands. */
public final class KeytabProblems {
    private KeytabProblems() {}

    /**
     * A file that is not there, or may not be read.
     *
     * @param which what messages call it
     */
    public static Failure unreadable(String which, String reason, IOException e) {
        return e instanceof MissingFileException
                ? new Failure(
                        FailureCode.KEYTAB_MISSING,
                        which + " cannot be read: " + reason + ".",
                        "Check the path: a relative one begins at catalina.base for the valve, and here for a command.")
                : new Failure(
                        FailureCode.KEYTAB_UNREADABLE,
                        which + " cannot be read: " + reason + ".",
                        "Check the path, and the permissions for the user that this runs as.");
    }

    /** A file of no bytes, or without any entry. */
    public static Failure empty(String which) {
        return new Failure(
                FailureCode.KEYTAB_EMPTY,
                which + " holds no key at all.",
                "Make it anew (ktpass, ktutil, samba-tool domain exportkeytab), and see whether the disk is full.");
    }

    /** A file that has another content. */
    public static Failure malformed(String which, WireException e) {
        return new Failure(
                FailureCode.KEYTAB_MALFORMED,
                which + " is not a keytab: " + e.getMessage() + ".",
                "Copy it as a binary file, or make it anew (ktpass, ktutil, samba-tool domain exportkeytab).");
    }

    /** Nothing, if there is a key that can be used. */
    public static Optional<Failure> useless(String which, Keytab keytab, Set<EncryptionType> accepted) {
        if (keytab.entries().isEmpty()) {
            return Optional.of(empty(which));
        }
        if (keytab.entries().stream()
                .anyMatch(entry -> entry.usableType(accepted).isPresent())) {
            return Optional.empty();
        }
        String held = keytab.entries().stream()
                .map(entry -> EncryptionType.describe(entry.etype()) + " of "
                        + entry.key().length() + " bytes")
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of(new Failure(
                FailureCode.KEYTAB_WITHOUT_USABLE_KEY,
                which + " holds no key that can be used, only " + held + ", of which none is accepted ("
                        + shortNames(accepted) + ").",
                "Make it with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL."));
    }

    /** As the attribute {@code encryptionTypes} names them. */
    static String shortNames(Collection<EncryptionType> types) {
        return types.stream().sorted().map(EncryptionType::shortName).collect(Collectors.joining(", "));
    }
}
