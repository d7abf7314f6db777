package org.gatehouse.lab.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.ldap.LdapServer;
import org.apache.directory.server.protocol.shared.transport.TcpTransport;
import org.apache.directory.server.protocol.shared.transport.Transport;
import org.apache.mina.core.service.IoHandler;
import org.apache.mina.transport.socket.SocketAcceptor;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** The directory on a port of the loopback interface. */
final class LdapListener implements AutoCloseable {
    private static final int THREADS = 3;
    private static final int BACKLOG = 50;
    private static final String PRINTING_FILTER = "logger";

    private final LdapServer server = new QuietLdapServer();
    private final LoopbackTransport transport;

    private LdapListener(DirectoryService service, int port) {
        transport = new LoopbackTransport(port);
        server.setServiceName("LDAP");
        server.setDirectoryService(service);
        server.setMaxSizeLimit(LdapServer.NO_SIZE_LIMIT); // else a paged search ends at the 100th entry
        server.setTransports(transport);
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
        return transport.getAcceptor().getLocalAddress();
    }

    @Override
    public void close() {
        server.stop();
        transport.getAcceptor().dispose(true);
    }

    private static final class LoopbackTransport extends TcpTransport {
        private final SocketAcceptor loopbackAcceptor;

        LoopbackTransport(int port) {
            setAddress(InetAddress.getLoopbackAddress().getHostAddress());
            setPort(port);
            setNbThreads(THREADS);
            setBackLog(BACKLOG);
            loopbackAcceptor = new LoopbackAcceptor(port);
        }

        @Override
        public SocketAcceptor getAcceptor() {
            return loopbackAcceptor;
        }
    }

    private static final class LoopbackAcceptor extends NioSocketAcceptor {
        LoopbackAcceptor(int port) {
            super(THREADS);
            setReuseAddress(true);
            setBacklog(BACKLOG);
            setDefaultLocalAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    private static final class QuietLdapServer extends LdapServer {
        /**
         * Called when the filters are in place and the port is not yet bound. ApacheDS AM27 has left in a filter that
         * prints every message to standard output, passwords and all.
         */
        @Override
        public IoHandler getHandler() {
            for (Transport transport : getTransports()) {
                if (transport.getAcceptor().getFilterChain().contains(PRINTING_FILTER)) {
                    transport.getAcceptor().getFilterChain().remove(PRINTING_FILTER);
                }
            }
            return super.getHandler();
        }
    }
}
