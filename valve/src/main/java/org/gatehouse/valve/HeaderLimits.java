package org.gatehouse.valve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.ajp.AbstractAjpProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/**
 * What Tomcat's connectors let through. A connector answers 400 to a request with larger headers before any valve sees
 * it, and no log says that the ticket was the reason: a look at the start is all that can help.
 */
final class HeaderLimits {
    /** In bytes. Windows' tickets end at 64 KiB by default; base64 makes a third more of that, and cookies come besides. */
    private static final int ENOUGH = 96 * 1024;
    /** In bytes. The length of an AJP packet has 16 bits. */
    private static final int MOST_OF_AJP = 64 * 1024;

    private static final int KIBI = 1024;

    private HeaderLimits() {}

    /** One for each connector that lets too little through; a connector of an unknown kind is not judged. */
    static List<Failure> problems(Connector[] connectors) {
        return Arrays.stream(connectors)
                .map(Connector::getProtocolHandler)
                .flatMap(handler -> problem(handler).stream())
                .toList();
    }

    private static Optional<Failure> problem(ProtocolHandler handler) {
        if (handler instanceof AbstractHttp11Protocol<?> http && http.getMaxHttpRequestHeaderSize() < ENOUGH) {
            return Optional.of(tooSmall(
                    http.getName(),
                    http.getMaxHttpRequestHeaderSize(),
                    "Set on that <Connector>: maxHttpRequestHeaderSize=\"" + ENOUGH + "\""));
        }
        if (handler instanceof AbstractAjpProtocol<?> ajp && ajp.getPacketSize() < MOST_OF_AJP) {
            return Optional.of(tooSmall(
                    ajp.getName(),
                    ajp.getPacketSize(),
                    "Set on that <Connector>: packetSize=\"" + MOST_OF_AJP
                            + "\", the most that AJP allows. Set the same in the proxy: ProxyIOBufferSize "
                            + MOST_OF_AJP + " and LimitRequestFieldSize " + ENOUGH
                            + " (Apache httpd with mod_proxy_ajp), max_packet_size=" + MOST_OF_AJP + " (mod_jk)"));
        }
        return Optional.empty();
    }

    private static Failure tooSmall(String name, int limit, String remedy) {
        return new Failure(
                FailureCode.HEADER_LIMIT_TOO_SMALL,
                "connector " + name + " accepts headers up to " + size(limit)
                        + "; tickets of users in many groups are larger and would get 400 before Gatehouse sees them.",
                remedy);
    }

    private static String size(int bytes) {
        return bytes % KIBI == 0 ? bytes / KIBI + " KiB" : bytes + " bytes";
    }
}
