package org.gatehouse.valve;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.RequestFacts;
import org.gatehouse.http.forwarded.ClientView;

/** What the conditions are told of a request. */
final class ConditionFacts {
    private ConditionFacts() {}

    /** Address and host are those of the client, on the other side of trusted proxies. The path is the one by which Tomcat has chosen application and servlet: decoded, normalised, without parameters. */
    static RequestFacts of(Request request, ClientView view) {
        String query = request.getQueryString();
        String agent = request.getHeader("User-Agent");
        return new RequestFacts(
                view.ruledAddress(),
                view.site().host(),
                query == null ? text(request.getRequestURI()) : request.getRequestURI() + "?" + query,
                text(request.getDecodedRequestURI()),
                text(agent),
                name -> cookies(request, name));
    }

    private static String text(String mayBeNull) {
        return mayBeNull == null ? "" : mayBeNull;
    }

    private static List<String> cookies(Request request, String name) {
        List<String> values = new ArrayList<>();
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    values.add(cookie.getValue());
                }
            }
        }
        return values;
    }
}
