package org.gatehouse.valve;

import jakarta.servlet.ServletConnection;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.Peer;

/** Who a request comes from. */
final class RequestPeer {
    private RequestPeer() {}

    static Peer of(Request request) {
        return new Peer(request.getRemoteAddr(), conversation(request));
    }

    /** A connection of HTTP/2 or AJP carries the requests of several clients, and one of HTTP/1.0 ends with the answer. */
    private static Optional<Conversation> conversation(Request request) {
        ServletConnection connection = request.getServletConnection();
        if (!connection.getProtocol().equals("http/1.1") || !"HTTP/1.1".equals(request.getProtocol())) {
            return Optional.empty();
        }
        String userAgent = request.getHeader("User-Agent");
        return Optional.of(new Conversation(
                connection.getConnectionId(), request.getRemoteAddr(), userAgent == null ? "" : userAgent));
    }
}
