package org.gatehouse.lab.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;
import org.apache.mina.core.filterchain.DefaultIoFilterChainBuilder;
import org.apache.mina.core.service.IoHandler;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.filter.executor.ExecutorFilter;
import org.apache.mina.transport.socket.SocketAcceptor;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.jspecify.annotations.Nullable;

/** The directory on a port of the loopback interface. */
final class LdapListener implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int BACKLOG = 50;
    private static final int MAX_SECONDS_TO_STOP = 10;

    /** Names that LdapServer gives to its filters. */
    private static final String EXECUTOR_FILTER = "executor";

    private static final String PRINTING_FILTER = "logger";

    private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
    private final IoProcessor<NioSession> processors =
            new SimpleIoProcessorPool<>(NioProcessor.class, threads, THREADS, null);
    private final SocketAcceptor acceptor = new NioSocketAcceptor(threads, processors);
    private final LdapServer server = new QuietLdapServer(acceptor);

    private LdapListener(DirectoryService service, int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setDefaultLocalAddress(address);
        server.setDirectoryService(service);
        server.setMaxSizeLimit(LdapServer.NO_SIZE_LIMIT); // else a paged search ends at the 100th entry
        server.setTransports(new Transport(acceptor, address));
    }

    /** @param port 0 for any free one */
    static LdapListener start(DirectoryService service, int port) throws IOException {
        LdapListener listener = new LdapListener(service, port);
        try {
            listener.server.start();
            return listener;
        } catch (Exception e) { // what LdapServer.start declares
            listener.close();
            throw e.getCause() instanceof IOException cause ? cause : new IOException("LDAP: " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return acceptor.getLocalAddress();
    }

    /** Tells the clients, and waits for the threads. */
    @Override
    public void close() {
        ExecutorFilter workers = (ExecutorFilter) acceptor.getFilterChain().get(EXECUTOR_FILTER);
        try {
            server.stop();
        } finally {
            stopThreads(workers);
        }
    }

    private void stopThreads(@Nullable ExecutorFilter workers) {
        try {
            processors.dispose();
        } finally {
            threads.shutdown();
            await(threads);
        }
        if (workers != null && workers.getExecutor() instanceof ExecutorService executor) {
            await(executor);
        }
    }

    private static void await(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(MAX_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                throw new IllegalStateException("LDAP does not stop in " + MAX_SECONDS_TO_STOP + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "ldap-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static final class Transport extends TcpTransport {
        private final SocketAcceptor socketAcceptor;

        Transport(SocketAcceptor acceptor, InetSocketAddress address) {
            socketAcceptor = acceptor;
            setAddress(address.getAddress().getHostAddress());
            setPort(address.getPort());
            setNbThreads(THREADS);
            setBackLog(BACKLOG);
        }

        @Override
        public SocketAcceptor getAcceptor() {
            return socketAcceptor;
        }
    }

    private static final class QuietLdapServer extends LdapServer {
        private final SocketAcceptor acceptor;

        QuietLdapServer(SocketAcceptor acceptor) {
            this.acceptor = acceptor;
        }

        /**
         * Called when the filters are in place and the port is not yet bound. ApacheDS AM27 has left in a filter that
         * prints every message to standard output, passwords and all.
         */
        @Override
        public IoHandler getHandler() {
            DefaultIoFilterChainBuilder filters = acceptor.getFilterChain();
            if (filters.contains(PRINTING_FILTER)) {
                filters.remove(PRINTING_FILTER);
            }
            return super.getHandler();
        }
    }
}
