package org.gatehouse.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * Whose a key file is, and who else can change what is found at its path.
 *
 * @param stranger the owner, if it is not one who is trusted
 * @param writers who can change the file, or put another one in its place
 * @param readers who can read it though nobody but its owner and a group should
 */
public record FileVerdict(Optional<FileOwner> stranger, List<Weakness> writers, List<Weakness> readers) {
    /** Of a file that is not there, or whose owner nobody knows. */
    public static final FileVerdict NOTHING = new FileVerdict(Optional.empty(), List.of(), List.of());

    private static final String EVERYBODY = "every user of this machine";

    public FileVerdict {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
    }

    /**
     * One thing that lets others in.
     *
     * @param how goes on after the path of the file: can be replaced by …
     * @param permissions those that let them in
     * @param remedy a command, or what to do in a few words
     */
    public record Weakness(String how, String permissions, String remedy) {
        private String inFull() {
            return how + " (" + permissions + ")";
        }
    }

    /**
     * Judges what the file system says.
     *
     * @param path as messages call the file
     */
    public static FileVerdict of(String path, FileFacts facts, TrustedOwners owners) {
        if (!facts.hasOwners()) {
            return NOTHING;
        }
        PathStep file = facts.file();
        boolean readable = file.othersMayRead() && !file.othersMayWrite();
        List<Weakness> writers = new ArrayList<>();
        for (PathStep step : facts.steps()) {
            (switch (step.kind()) {
                        case DIRECTORY -> directory(step, owners);
                        case LINK -> link(step, facts, owners);
                        case FILE -> file(path, step);
                    })
                    .forEach(writers::add);
        }
        return new FileVerdict(
                Optional.of(file.owner()).filter(owner -> !owners.include(owner)),
                writers,
                readable ? List.of(open(path, file)) : List.of());
    }

    private static Stream<Weakness> file(String path, PathStep file) {
        if (file.othersMayWrite()) {
            return Stream.of(open(path, file));
        }
        return file.groupMayWrite()
                ? Stream.of(new Weakness("can be changed by " + group(file), file.permissions(), "chmod g-w " + path))
                : Stream.empty();
    }

    private static Weakness open(String path, PathStep file) {
        return new Weakness("can be read or changed by " + EVERYBODY, file.permissions(), "chmod 600 " + path);
    }

    private static Stream<Weakness> directory(PathStep directory, TrustedOwners owners) {
        Stream<Weakness> ofTheOwner = owners.include(directory.owner())
                ? Stream.empty()
                : Stream.of(new Weakness(
                        "can be replaced by " + directory.owner() + ", who owns the directory " + directory.path(),
                        directory.permissions(),
                        "chown root " + directory.path() + ", or name the owner in trustedKeyOwners"));
        boolean open = (directory.groupMayWrite() || directory.othersMayWrite()) && !directory.isSticky();
        return open
                ? Stream.concat(
                        ofTheOwner,
                        Stream.of(new Weakness(
                                "can be replaced by " + (directory.othersMayWrite() ? EVERYBODY : group(directory))
                                        + ": the directory " + directory.path() + " is writable",
                                directory.permissions(),
                                "chmod go-w " + directory.path())))
                : ofTheOwner;
    }

    /** In a sticky directory others cannot touch a link, but its owner can. */
    private static Stream<Weakness> link(PathStep link, FileFacts facts, TrustedOwners owners) {
        String parent = link.path().substring(0, Math.max(1, link.path().lastIndexOf('/')));
        boolean shared = facts.steps().stream()
                .anyMatch(step -> step.path().equals(parent) && (step.groupMayWrite() || step.othersMayWrite()));
        boolean movable = shared && !owners.include(link.owner());
        return movable
                ? Stream.of(new Weakness(
                        "can be replaced by " + link.owner() + ", who owns the link " + link.path(),
                        link.permissions(),
                        "Make the link again as root"))
                : Stream.empty();
    }

    private static String group(PathStep step) {
        return "the group " + Printable.quoted(step.group()) + ", or by users whom an access control list names";
    }

    /** Why the file is not used, if it is not. */
    public Optional<Failure> refusal(String which) {
        return stranger.map(owner -> new Failure(
                FailureCode.UNTRUSTED_KEY_OWNER,
                which + " is not used, because it belongs to " + owner
                        + ". Only root, the user that Tomcat runs as and the"
                        + " users in trustedKeyOwners may own it.",
                "Make sure that the keys are yours, then: chown root, with chmod 640 and Tomcat's group; or name the"
                        + " owner in trustedKeyOwners."));
    }

    /** What should be put right, although the file is used. */
    public List<Failure> warnings(String path) {
        return Stream.concat(writers.stream(), readers.stream())
                .map(weakness -> new Failure(
                        FailureCode.OPEN_TO_OTHERS,
                        path + " " + weakness.inFull() + ".",
                        weakness.remedy()
                                + ", with Tomcat's user as its owner. Anyone who read it can impersonate any user. If"
                                + " that may have happened, change the account's password."))
                .toList();
    }

    /** Why what others may have put there is not used. */
    public List<Failure> changes(String path) {
        return writers.stream()
                .map(weakness -> new Failure(
                        FailureCode.CHANGED_KEYTAB_UNUSABLE,
                        path + " has changed, and is not used, because it " + weakness.inFull() + ".",
                        "Check where the change comes from, then: " + weakness.remedy()
                                + ". Until then the keys from before stay in use."))
                .toList();
    }
}
