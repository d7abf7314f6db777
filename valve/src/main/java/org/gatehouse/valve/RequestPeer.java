package org.gatehouse.valve;

import jakarta.servlet.ServletConnection;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Transport;

/** Who a request comes from. */
final class RequestPeer {
    private static final Pattern COMMA = Pattern.compile(",");

    private RequestPeer() {}

    /** As Tomcat sees it. */
    static Peer of(Request request) {
        return of(request, request.getRemoteAddr());
    }

    /**
     * Two clients that cross on a proxy's connection are told apart by their addresses, as far as these are known.
     *
     * @param address of the client, on the other side of trusted proxies
     */
    static Peer of(Request request, String address) {
        String header = request.getHeader("User-Agent");
        String userAgent = header == null ? "" : header;
        Transport transport = transport(request);
        Optional<Conversation> own = transport == Transport.SHARED
                ? Optional.empty()
                : Optional.of(new Conversation(request.getServletConnection().getConnectionId(), address, userAgent));
        return new Peer(address, userAgent, own, transport);
    }

    private static Transport transport(Request request) {
        ServletConnection connection = request.getServletConnection();
        if (!connection.getProtocol().equals("http/1.1")) {
            return Transport.SHARED;
        }
        if (!"HTTP/1.1".equals(request.getProtocol())) {
            return Transport.HTTP_1_0;
        }
        return closes(request) ? Transport.HTTP_1_1_CLOSING : Transport.HTTP_1_1;
    }

    /** {@code Connection} is a list, in one header or several (RFC 9110 §7.6.1). */
    private static boolean closes(Request request) {
        Enumeration<String> headers = request.getHeaders("Connection");
        while (headers.hasMoreElements()) {
            if (COMMA.splitAsStream(headers.nextElement())
                    .anyMatch(option -> option.strip().equalsIgnoreCase("close"))) {
                return true;
            }
        }
        return false;
    }
}
