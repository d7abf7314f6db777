package org.gatehouse.valve;

import jakarta.servlet.http.Cookie;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.Facts;
import org.gatehouse.http.forwarded.ClientView;

/** What the conditions ask of a request. Nothing is made before a rule asks for it. */
final class ConditionFacts implements Facts {
    private final Request request;

    private final ClientView view;

    private ConditionFacts(Request request, ClientView view) {
        this.request = request;
        this.view = view;
    }

    /**
     * Of one request.
     *
     * @param view whose address and host are those of the client, on the other side of trusted proxies
     */
    static Facts of(Request request, ClientView view) {
        return new ConditionFacts(request, view);
    }

    @Override
    public String address() {
        return view.ruledAddress();
    }

    @Override
    public String host() {
        return view.site().host();
    }

    @Override
    public String url() {
        String query = request.getQueryString();
        return query == null ? text(request.getRequestURI()) : request.getRequestURI() + "?" + query;
    }

    /** The path is the one by which Tomcat has chosen application and servlet: decoded, normalised, without parameters. */
    @Override
    public String path() {
        return text(request.getDecodedRequestURI());
    }

    @Override
    public String userAgent() {
        return text(request.getHeader("User-Agent"));
    }

    @Override
    public boolean hasCookie(String name, String value) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && value.equals(cookie.getValue())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String text(String mayBeNull) {
        return mayBeNull == null ? "" : mayBeNull;
    }
}
