package org.gatehouse.lab.kdc.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.lab.kdc.exchange.KdcHandler;

/** Accepts connections, each served by a thread of its own, and bounds their number. */
public final class TcpEndpoint implements AutoCloseable {
    /** Whoever comes when there are so many takes the place of the oldest, so that idlers shut nobody out. */
    private static final int MAX_CONNECTIONS = 64;

    /** A connection that does not fit into it tries again after a whole second; Java's default is 50. */
    private static final int BACKLOG = 512;

    /** When the system has no more descriptors, accepting fails at once, again and again. */
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ServerSocket server;
    private final KdcHandler handler;
    private final Duration patience;
    private final ExecutorService workers;
    private final Deque<Socket> connections = new ArrayDeque<>();
    private boolean closed;

    /**
     * Opens the port and accepts connections.
     *
     * @param patience with a client that has not sent its request to the end
     */
    public TcpEndpoint(InetSocketAddress address, KdcHandler handler, ThreadFactory threads, Duration patience)
            throws IOException {
        this.server = new ServerSocket();
        this.handler = handler;
        this.patience = patience;
        this.workers = Executors.newCachedThreadPool(threads);
        try {
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        threads.newThread(this::accept).start();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private synchronized void admit(Socket connection) {
        if (closed) {
            closeQuietly(connection);
            return;
        }
        if (connections.size() == MAX_CONNECTIONS) {
            closeQuietly(connections.removeFirst());
        }
        connections.addLast(connection);
        workers.execute(() -> serve(connection));
    }

    private void serve(Socket connection) {
        try (connection) {
            new TcpConnection(connection, handler, patience).serve();
        } catch (IOException e) {
            // the client hung up, dawdled or was put out: nobody is left to answer
        } finally {
            dismiss(connection);
        }
    }

    private synchronized void dismiss(Socket connection) {
        connections.remove(connection);
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            // a socket that cannot be closed was not open
        }
        connections.forEach(TcpEndpoint::closeQuietly);
        workers.shutdownNow();
    }

    private static void closeQuietly(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // as above
        }
    }
}
