package org.gatehouse.lab.directory.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.ldap.handlers.response.BindResponseHandler;
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

/** The directory on two ports of the loopback interface: one in the clear, with StartTLS, and one in TLS. */
public final class LdapListener implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int BACKLOG = 50;
    private static final int MAX_SECONDS_TO_STOP = 10;
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    /** Names that LdapServer gives to its filters. */
    private static final String EXECUTOR_FILTER = "executor";

    private static final String PRINTING_FILTER = "logger";
    private static final String DECODING_FILTER = "codec";

    private static final String DEPTH_FILTER = "depth";

    private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
    private final IoProcessor<NioSession> processors =
            new SimpleIoProcessorPool<>(NioProcessor.class, threads, THREADS, null);
    private final SocketAcceptor plain;
    private final SocketAcceptor tls;
    private final LdapServer server;

    private LdapListener(DirectoryService service, LdapEndpoints endpoints, AccountBind bind) throws LdapException {
        plain = acceptor(endpoints.ldapPort());
        tls = acceptor(endpoints.ldapsPort());
        server = new QuietLdapServer(List.of(plain, tls));
        server.setDirectoryService(service);
        server.setMaxSizeLimit(LdapServer.NO_SIZE_LIMIT); // else a paged search ends at the 100th entry
        server.setBindHandlers(bind, new BindResponseHandler());
        server.setKeystoreFile(endpoints.keyStore().toString());
        server.setCertificatePassword(endpoints.keyStorePassword());
        server.addExtendedOperationHandler(new StartTls());
        server.setTransports(new Transport(plain, false), new Transport(tls, true));
    }

    /**
     * Opens both ports.
     *
     * @throws java.net.BindException if a port is taken
     */
    public static LdapListener start(DirectoryService service, LdapEndpoints endpoints, AccountBind bind)
            throws LdapException, IOException {
        LdapListener listener = new LdapListener(service, endpoints, bind);
        try {
            listener.server.start();
            return listener;
        } catch (Exception e) { // what LdapServer.start declares
            listener.close();
            throw e.getCause() instanceof IOException cause ? cause : new IOException("LDAP: " + e.getMessage(), e);
        }
    }

    private SocketAcceptor acceptor(int port) {
        SocketAcceptor acceptor = new NioSocketAcceptor(threads, processors);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setDefaultLocalAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return acceptor;
    }

    public InetSocketAddress ldap() {
        return plain.getLocalAddress();
    }

    public InetSocketAddress ldaps() {
        return tls.getLocalAddress();
    }

    /** Tells the clients, and waits for the threads. */
    @Override
    public void close() {
        List<ExecutorFilter> workers = new ArrayList<>();
        for (SocketAcceptor acceptor : List.of(plain, tls)) {
            if (acceptor.getFilterChain().get(EXECUTOR_FILTER) instanceof ExecutorFilter filter) {
                workers.add(filter);
            }
        }
        try {
            server.stop();
        } finally {
            stopThreads(workers);
        }
    }

    private void stopThreads(List<ExecutorFilter> workers) {
        try {
            plain.dispose();
            tls.dispose();
            processors.dispose();
        } finally {
            threads.shutdown();
            await(threads);
        }
        for (ExecutorFilter filter : workers) {
            if (filter.getExecutor() instanceof ExecutorService executor) {
                executor.shutdown();
                await(executor);
            }
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

        Transport(SocketAcceptor acceptor, boolean tls) {
            socketAcceptor = acceptor;
            InetSocketAddress address = acceptor.getDefaultLocalAddress();
            setAddress(address.getAddress().getHostAddress());
            setPort(address.getPort());
            setNbThreads(THREADS);
            setBackLog(BACKLOG);
            enableSSL(tls);
            setEnabledProtocols(TLS_VERSIONS);
        }

        @Override
        public SocketAcceptor getAcceptor() {
            return socketAcceptor;
        }
    }

    private static final class QuietLdapServer extends LdapServer {
        private final List<SocketAcceptor> acceptors;

        QuietLdapServer(List<SocketAcceptor> acceptors) {
            this.acceptors = acceptors;
        }

        /**
         * Called for each port when its filters are in place and it is not yet bound. ApacheDS AM27 has left in a filter that
         * prints every message to standard output, passwords and all.
         */
        @Override
        public IoHandler getHandler() {
            for (SocketAcceptor acceptor : acceptors) {
                DefaultIoFilterChainBuilder filters = acceptor.getFilterChain();
                if (filters.contains(PRINTING_FILTER)) {
                    filters.remove(PRINTING_FILTER);
                }
                if (filters.contains(DECODING_FILTER) && !filters.contains(DEPTH_FILTER)) {
                    filters.addBefore(DECODING_FILTER, DEPTH_FILTER, new MessageDepth());
                }
            }
            return super.getHandler();
        }
    }
}
