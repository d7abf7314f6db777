package org.gatehouse.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second lab out of a home. The system gives it up with the process, however that ends. */
final class HomeLock implements Closeable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws LabException if another process has the home */
    static HomeLock acquire(Path home) throws LabException {
        try {
            Files.createDirectories(home);
            FileChannel channel =
                    FileChannel.open(home.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new LabException(LabException.Reason.HOME_IN_USE, "a lab is running already with --home " + home);
            }
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new LabException(LabException.Reason.FAILED, "--home " + home + " cannot be used: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
