package org.gatehouse.valve;

import java.util.Collections;
import org.apache.catalina.connector.Request;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.http.forwarded.OuterSite;
import org.gatehouse.http.forwarded.TrustedProxies;

/**
 * A request as its client sees it. What Tomcat's {@code RemoteIpValve} has found before us counts as the peer: it takes the
 * addresses that it has used out of {@code X-Forwarded-For}, so that none is used twice.
 */
final class RequestView {
    private RequestView() {}

    static ClientView of(Request request, TrustedProxies proxies) {
        ClientView direct = new ClientView(
                text(request.getRemoteAddr()),
                true,
                new OuterSite(
                        request.getScheme(),
                        text(request.getServerName()),
                        request.getServerPort(),
                        request.isSecure()));
        return proxies.view(direct, name -> Collections.list(request.getHeaders(name)));
    }

    private static String text(String mayBeNull) {
        return mayBeNull == null ? "" : mayBeNull;
    }
}
