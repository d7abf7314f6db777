package org.gatehouse.valve;

import jakarta.servlet.ServletConnection;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.gatehouse.gss.Peer;

/** Who a request comes from. */
final class RequestPeer {
    private RequestPeer() {}

    /** A connection of HTTP/2 or AJP carries the requests of several clients, and one of HTTP/1.0 ends with the answer. */
    static Peer of(Request request) {
        ServletConnection connection = request.getServletConnection();
        boolean carriesOneClient =
                connection.getProtocol().equals("http/1.1") && "HTTP/1.1".equals(request.getProtocol());
        return new Peer(
                request.getRemoteAddr(),
                carriesOneClient ? Optional.of(connection.getConnectionId()) : Optional.empty());
    }
}
