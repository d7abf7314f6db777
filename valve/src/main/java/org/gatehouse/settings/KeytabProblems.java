package org.gatehouse.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.FileKind;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.OddEntry;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The words for what can be wrong with a keytab: the same for the valve and for its commands. */
public final class KeytabProblems {
    private static final String TOOLS = "ktpass, ktutil, samba-tool domain exportkeytab";
    /** As many warnings about one file are enough for a log. */
    private static final int MAX_TOLD = 20;
    /** As many entries are enough for a line. */
    private static final int MAX_LISTED = 3;

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
                        "Check the path. The valve looks for a relative path in catalina.base, a command in the current directory.")
                : new Failure(
                        FailureCode.KEYTAB_UNREADABLE,
                        which + " cannot be read: " + reason + ".",
                        "Check the path and the permissions for the user that this runs as.");
    }

    /**
     * Parses a file. Odd entries do not keep the others from being used; {@link #warnings} tells them.
     *
     * @param which what messages call it
     * @param file is closed by its owner
     * @throws UnusableKeytabException if there is nothing in it that can be read as a key
     */
    public static Keytab parse(String which, SecretBytes file) throws UnusableKeytabException {
        if (file.length() == 0) {
            throw new UnusableKeytabException(empty(which));
        }
        return file.use((array, offset, length) -> parse(which, Bytes.of(array, offset, length)));
    }

    private static Keytab parse(String which, Bytes file) throws UnusableKeytabException {
        Keytab keytab;
        try {
            keytab = Keytab.parse(file);
        } catch (WireException e) {
            throw new UnusableKeytabException(
                    FileKind.of(file).map(kind -> converted(which, kind)).orElseGet(() -> malformed(which, e)));
        }
        if (keytab.oddEntries().isEmpty()) {
            return keytab;
        }
        // Keys of a file that was converted as a whole look good and are not.
        Optional<Failure> unusable = FileKind.of(file)
                .map(kind -> converted(which, kind))
                .or(() -> keytab.isIncomplete() && keytab.entries().isEmpty()
                        ? Optional.of(incomplete(which, keytab))
                        : Optional.empty());
        if (unusable.isPresent()) {
            keytab.close();
            throw new UnusableKeytabException(unusable.get());
        }
        return keytab;
    }

    /** A file of no bytes, or without any entry. */
    public static Failure empty(String which) {
        return new Failure(
                FailureCode.KEYTAB_EMPTY,
                which + " holds no key at all.",
                "Export it again (" + TOOLS + "), and check whether the disk is full.");
    }

    private static Failure malformed(String which, WireException e) {
        return new Failure(
                FailureCode.KEYTAB_MALFORMED,
                which + " is not a keytab: " + e.getMessage() + ".",
                "Copy it again, as a binary file, or export it again (" + TOOLS + ").");
    }

    private static Failure converted(String which, FileKind kind) {
        return new Failure(
                FailureCode.KEYTAB_MALFORMED, which + " is not a keytab: " + kind.what() + ".", kind.remedy());
    }

    private static Failure incomplete(String which, Keytab keytab) {
        return new Failure(
                FailureCode.KEYTAB_MALFORMED,
                which + " is incomplete, and holds no key that can be used: " + odd(keytab) + ".",
                "Copy it again, as a binary file.");
    }

    /** Nothing, if there is a key that can be used. */
    public static Optional<Failure> useless(String which, Keytab keytab, Set<EncryptionType> accepted) {
        if (keytab.entries().isEmpty() && keytab.oddEntries().isEmpty()) {
            return Optional.of(empty(which));
        }
        if (keytab.entries().stream()
                .anyMatch(entry -> entry.usableType(accepted).isPresent())) {
            return Optional.empty();
        }
        if (keytab.isIncomplete()) {
            return Optional.of(incomplete(which, keytab));
        }
        if (keytab.entries().isEmpty()) {
            return Optional.of(new Failure(
                    FailureCode.KEYTAB_WITHOUT_USABLE_KEY,
                    which + " holds no key that can be used: " + odd(keytab) + ".",
                    "Export it again (" + TOOLS + ")."));
        }
        String held = keytab.entries().stream()
                .map(entry -> EncryptionType.describe(entry.etype()) + " of "
                        + entry.key().length() + " bytes")
                .distinct()
                .limit(MAX_TOLD)
                .collect(Collectors.joining(", "));
        return Optional.of(new Failure(
                FailureCode.KEYTAB_WITHOUT_USABLE_KEY,
                which + " holds no key that can be used, only " + held + ". Accepted are " + shortNames(accepted) + ".",
                "Export it again with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL."));
    }

    /**
     * One for each entry that cannot be used while others can; if there are very many, the last one tells how many more.
     *
     * @param which what messages call the file
     */
    public static List<Failure> warnings(String which, Keytab keytab) {
        List<OddEntry> odd = keytab.oddEntries();
        List<Failure> warnings = new ArrayList<>();
        odd.stream().limit(MAX_TOLD).map(entry -> warning(which, entry)).forEach(warnings::add);
        if (odd.size() > MAX_TOLD) {
            // The one that says that the file is cut is always the last.
            warnings.remove(warnings.size() - 1);
            int more = odd.size() - MAX_TOLD;
            warnings.add(new Failure(
                    FailureCode.KEYTAB_ODD_ENTRIES,
                    which + ": " + more + " more entries are not used.",
                    "See all of them: java -jar gatehouse-valve.jar keytab list."));
            warnings.add(warning(which, odd.get(odd.size() - 1)));
        }
        return warnings;
    }

    private static Failure warning(String which, OddEntry entry) {
        return entry.isCut()
                ? new Failure(
                        FailureCode.KEYTAB_ODD_ENTRIES,
                        which + " is incomplete: " + entry.place() + " is not used, because " + entry.reason()
                                + ". The entries before it are used.",
                        "Copy the file again, as a binary file.")
                : new Failure(
                        FailureCode.KEYTAB_ODD_ENTRIES,
                        which + ": " + entry.place() + " is not used, because " + entry.reason()
                                + ". The other entries are used.",
                        "If users need that service name, export its key again (" + TOOLS + ").");
    }

    /** The first few, for a sentence. */
    private static String odd(Keytab keytab) {
        int more = keytab.oddEntries().size() - MAX_LISTED;
        return keytab.oddEntries().stream()
                        .limit(MAX_LISTED)
                        .map(OddEntry::toString)
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** As the attribute {@code encryptionTypes} names them. */
    static String shortNames(Collection<EncryptionType> types) {
        return types.stream().sorted().map(EncryptionType::shortName).collect(Collectors.joining(", "));
    }
}
