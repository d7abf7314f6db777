package org.gatehouse.valve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.wire.MappedPages;
import org.gatehouse.wire.Pages;

/** A file of a fixed length for this process alone, which is mapped into memory. It is never opened through a link. */
final class LockedFile implements AutoCloseable {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    static final String IN_USE = "another Tomcat uses it";
    private static final int PAGE_BYTES = Pages.WORDS * Long.BYTES;

    private final Path path;
    private final FileChannel channel;
    private final long length;
    /** Which file it is, whatever name it has. */
    private final Object key;

    private LockedFile(Path path, FileChannel channel, long length) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = length;
        this.key = key(attributes(path));
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object key(BasicFileAttributes attributes) {
        return Optional.ofNullable(attributes.fileKey());
    }

    /** Writes the zeros of a new file; a test lets the disk be full. */
    interface Zeros {
        Zeros WRITTEN = (stream, length) -> {
            byte[] zeros = new byte[1 << 16];
            for (long rest = length; rest > 0; rest -= zeros.length) {
                stream.write(zeros, 0, (int) Math.min(rest, zeros.length));
            }
        };

        void write(OutputStream stream, long length) throws IOException;
    }

    static long lengthOf(int pages) {
        return (long) pages * PAGE_BYTES;
    }

    /**
     * A new file of zeros. They are really written, not only promised: a page that finds no room on the disk later would be
     * an error in the middle of a request.
     *
     * @throws IOException if there is a file of that name, or no room; then nothing is left of it
     */
    static LockedFile create(Path path, int pages, Zeros zeros) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(path, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        LockedFile file = new LockedFile(path, channel, lengthOf(pages));
        try {
            if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
                throw new IOException("its file system does not keep files from other users");
            }
            if (!file.lock()) {
                throw new IOException("another process has locked it");
            }
            zeros.write(Channels.newOutputStream(file.channel), file.length);
            return file;
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** A file that is there. */
    static LockedFile open(Path path) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(path, options);
        return new LockedFile(path, channel, channel.size());
    }

    /** Whether the file is now this one's alone: neither another process nor another Tomcat in this one has it. */
    boolean lock() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    long length() {
        return length;
    }

    /**
     * Whether the file is still as long as it was. The channel is not asked: a thread that is interrupted would close it, and so
     * give the lock up. What is mapped of a file that was deleted or renamed stays as it is.
     */
    boolean isWhole() {
        try {
            BasicFileAttributes found = attributes(path);
            return found.size() == length || !key(found).equals(key);
        } catch (IOException e) {
            return true;
        }
    }

    /** Erases the mark by which a later process would take the file for a whole one. */
    void discard() throws IOException {
        Channels.newOutputStream(channel.position(0)).write(new byte[PAGE_BYTES]);
    }

    /** Takes the name away, if the file still has it, so that no later process finds the file under it. */
    void rename(String ending) throws IOException {
        if (!key(attributes(path)).equals(key)) {
            return;
        }
        Files.move(path, path.resolveSibling(path.getFileName() + ending), StandardCopyOption.REPLACE_EXISTING);
    }

    Pages map() throws IOException {
        return new MappedPages(channel.map(MapMode.READ_WRITE, 0, length));
    }

    /** Gives the lock up. What is mapped stays so for as long as anybody uses it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
