package org.gatehouse.valve;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.RequestFacts;

/** What the conditions are told of a request. */
final class ConditionFacts {
    private ConditionFacts() {}

    /** The path is the one by which Tomcat has chosen application and servlet: decoded, normalised, without parameters. */
    static RequestFacts of(Request request) {
        String query = request.getQueryString();
        String agent = request.getHeader("User-Agent");
        return new RequestFacts(
                text(request.getRemoteAddr()),
                text(request.getServerName()),
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
