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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.gatehouse.wire.MappedPages;
import org.gatehouse.wire.Pages;

/** A file of a fixed length for this process alone, which is mapped into memory. It is never opened through a link. */
final class LockedFile implements AutoCloseable {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int PAGE_BYTES = Pages.WORDS * Long.BYTES;

    private final FileChannel channel;
    private final long length;

    private LockedFile(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
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
        LockedFile file = new LockedFile(
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY)),
                lengthOf(pages));
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
        return new LockedFile(channel, channel.size());
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

    /** Whether the file is still as long as it was. */
    boolean isWhole() {
        try {
            return channel.size() == length;
        } catch (IOException e) {
            return false;
        }
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
