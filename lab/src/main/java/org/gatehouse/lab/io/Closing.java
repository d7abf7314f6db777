package org.gatehouse.lab.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has to be closed again, the newest first; one that fails does not keep the others from it. */
public final class Closing implements Closeable {
    private final Deque<Closeable> parts = new ArrayDeque<>();

    public void add(Closeable part) {
        parts.push(part);
    }

    /** From now on somebody else sees to what was added so far. */
    public void forget() {
        parts.clear();
    }

    @Override
    public void close() throws IOException {
        Throwable first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException | RuntimeException | Error e) {
                first = joined(first, e);
            }
        }
        if (first instanceof IOException failure) {
            throw failure;
        } else if (first instanceof RuntimeException failure) {
            throw failure;
        } else if (first instanceof Error failure) {
            throw failure;
        }
    }

    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
