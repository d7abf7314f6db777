package org.gatehouse.valve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.acceptor.ReplaysLostException;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * The file of the replay memory, as it is found at the start of Tomcat. One that is whole and ours is used again. One that is
 * not is put aside, for anyone who wants to look at it, and a new one is made. Where that does not work either, the memory is on
 * the heap: a file that cannot be used keeps nobody out.
 */
final class ReplayFile {
    /** A file that was put aside before is replaced: of these there is one. */
    static final String ASIDE = ".aside";

    private static final String NOT_KEPT =
            "The memory of accepted sign-ins is on the heap and is lost when Tomcat stops.";
    private static final String FRESH = "A new file was made; sign-ins from before this start are not known.";

    private final Path path;
    private final ReplayCache.Place place;
    private final Instant since;
    private final LockedFile.Zeros zeros;
    private final List<Failure> told = new ArrayList<>();

    /**
     * At a place on the disk.
     *
     * @param since from when on a memory is complete that begins now
     */
    ReplayFile(Path path, ReplayCache.Place place, Instant since, LockedFile.Zeros zeros) {
        this.path = path;
        this.place = place;
        this.since = since;
        this.zeros = zeros;
    }

    /**
     * A memory, wherever it is.
     *
     * @param file that it is in, if it is in one
     * @param told what the log has to say of it
     */
    record Opened(ReplayCache cache, Optional<LockedFile> file, List<Failure> told) {}

    /** @param now by this server's clock */
    Opened open(Instant now) {
        try {
            if (path.getParent() == null) {
                throw new IOException("it is a directory");
            }
            if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                throw new IOException("its file system has no owners and permissions"); // others might change it
            }
            Files.createDirectories(path.getParent());
            Optional<Opened> found = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? reopened(now) : Optional.empty();
            return found.isPresent() ? found.get() : created();
        } catch (IOException e) {
            return onHeap(e);
        }
    }

    private Opened created() throws IOException {
        LockedFile file = LockedFile.create(path, ReplayCache.pagesFor(place.capacity()), zeros);
        return new Opened(ReplayCache.created(place, file.map(), since), Optional.of(file), told);
    }

    private Opened onHeap(IOException reason) {
        told.add(new Failure(
                FailureCode.REPLAY_FILE_UNUSABLE,
                "the replay file " + Printable.of(path.toString()) + " cannot be used: " + words(reason) + ". "
                        + NOT_KEPT,
                "Make room for it, let this Tomcat's user write there, or name another file in replayFile. Each Tomcat needs"
                        + " a file of its own. With replayFile=\"none\" there is none."));
        return new Opened(new ReplayCache(place.capacity(), place.random(), since), Optional.empty(), told);
    }

    /** Nothing if the file was put aside. */
    private Optional<Opened> reopened(Instant now) throws IOException {
        Optional<String> foreign = foreign();
        if (foreign.isPresent()) {
            expectUnused();
            putAside(foreign.get());
            return Optional.empty();
        }
        LockedFile file = LockedFile.open(path);
        boolean used = false;
        try {
            if (!file.lock()) {
                throw new IOException(LockedFile.IN_USE);
            }
            ReplayCache cache = reopened(file);
            if (cache.isFarAhead(now)) {
                throw new ReplaysLostException("it was used while this server's clock was far ahead");
            }
            used = true;
            return Optional.of(new Opened(cache, Optional.of(file), told));
        } catch (ReplaysLostException e) {
            putAside(e.why());
            return Optional.empty();
        } finally {
            if (!used) {
                file.close();
            }
        }
    }

    /** Of a file that was made for others, too, a Tomcat may have been told to use it before that. */
    private void expectUnused() throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(path)) {
            return; // where this user cannot write, no Tomcat of this user has it
        }
        try (LockedFile file = LockedFile.open(path)) {
            if (!file.lock()) {
                throw new IOException(LockedFile.IN_USE);
            }
        }
    }

    private ReplayCache reopened(LockedFile file) throws IOException, ReplaysLostException {
        if (file.length() != LockedFile.lengthOf(ReplayCache.pagesFor(place.capacity()))) {
            throw new ReplaysLostException("it has " + file.length() + " bytes, which is not its size");
        }
        try {
            return ReplayCache.reopened(place, file.map());
        } catch (InternalError e) {
            throw new IOException("it was cut short while it was read", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Why what is there is not a file of ours. */
    private Optional<String> foreign() throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            throw new IOException("it is a directory"); // what is in it may be needed there
        }
        if (attributes.isSymbolicLink()) {
            return Optional.of("it is a symbolic link");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("it is not a regular file"); // a device or a pipe, which others need there
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> others = EnumSet.complementOf(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        others.retainAll(permissions);
        if (!others.isEmpty()) {
            return Optional.of("other users can read or change it");
        }
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(self())
                ? Optional.empty()
                : Optional.of("it belongs to another user");
    }

    /** The owner of a file that this process makes: Java does not say under which user it runs. */
    private UserPrincipal self() throws IOException {
        Path probe = Files.createTempFile(path.getParent(), "gatehouse", null);
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private void putAside(String why) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ASIDE);
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        told.add(new Failure(
                FailureCode.REPLAY_FILE_UNUSABLE,
                "the replay file " + Printable.of(path.toString()) + " was put aside as "
                        + Printable.of(String.valueOf(aside.getFileName())) + ", because " + why + ". " + FRESH,
                "If this machine has not just crashed, find out who else writes there."));
    }

    private static String words(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? "it cannot be opened or made there" : Printable.of(reason);
    }
}
