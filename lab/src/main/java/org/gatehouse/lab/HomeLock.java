package org.gatehouse.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.lab.io.Closing;
import org.gatehouse.lab.io.OwnerFolder;

/**
 * Keeps a second lab out of a home, and every lab out of a directory that is somebody else's. The system gives the lock up
 * with the process, however that ends; its files stay, and by them a later lab knows the home for a lab's.
 */
final class HomeLock implements Closeable {
    /** Against other processes. */
    private static final String LOCK = "lab.lock";

    /**
     * Against other labs in this JVM, and taken first: on POSIX systems whoever closes a file gives up every lock that the
     * process has on it, so one that is turned away must not have opened the other file.
     */
    private static final String LOCK_IN_JVM = ".lab.lock";

    /** What up.sh writes before it starts a lab makes a home of the directory as well. */
    private static final List<String> MARKS = List.of(LOCK, LOCK_IN_JVM, "up.lock");

    private final Closing channels;

    private HomeLock(Closing channels) {
        this.channels = channels;
    }

    /**
     * Makes the directory, for its owner alone, if there is none.
     *
     * @throws LabException if another lab has the home, or it holds files and no mark of a lab
     */
    static HomeLock acquire(Path home) throws LabException {
        try {
            requireNobodyElses(home);
            if (!Files.isDirectory(home)) {
                OwnerFolder.create(home);
            }
            return locked(home);
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "--home " + home + " cannot be used: " + e, e);
        }
    }

    private static HomeLock locked(Path home) throws LabException, IOException {
        try (Closing onFailure = new Closing()) {
            Closing channels = new Closing();
            onFailure.add(channels);
            for (String name : List.of(LOCK_IN_JVM, LOCK)) {
                FileChannel channel =
                        FileChannel.open(home.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channels.add(channel);
                if (!lock(channel)) {
                    throw new LabException(
                            LabException.Reason.HOME_IN_USE, "a lab is running already with --home " + home);
                }
            }
            onFailure.forget();
            return new HomeLock(channels);
        }
    }

    private static void requireNobodyElses(Path home) throws LabException, IOException {
        if (!Files.exists(home) || MARKS.stream().anyMatch(mark -> isFile(home.resolve(mark)))) {
            return;
        }
        try (Stream<Path> files = Files.list(home)) {
            if (files.findAny().isPresent()) {
                throw new LabException(
                        LabException.Reason.HOME_NOT_EMPTY,
                        "--home " + home + " is not empty and not a lab's: choose another directory");
            }
        }
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channels.close();
    }
}
