package org.gatehouse.conditions;

import java.util.List;
import java.util.Map;

/** Requests for tests: everything but what a test changes is that of an ordinary one. */
final class Requests {
    static final RequestFacts ORDINARY = new RequestFacts(
            "10.1.2.3",
            "portal.example.com",
            "/app/start?x=1",
            "/app/start",
            "Mozilla/5.0 (Windows NT 10.0) Edg/130",
            name -> List.of());

    private Requests() {}

    static RequestFacts from(String address) {
        return new RequestFacts(
                address, ORDINARY.host(), ORDINARY.url(), ORDINARY.path(), ORDINARY.userAgent(), ORDINARY.cookies());
    }

    static RequestFacts at(String host) {
        return new RequestFacts(
                ORDINARY.address(), host, ORDINARY.url(), ORDINARY.path(), ORDINARY.userAgent(), ORDINARY.cookies());
    }

    static RequestFacts url(String url) {
        return new RequestFacts(
                ORDINARY.address(), ORDINARY.host(), url, ORDINARY.path(), ORDINARY.userAgent(), ORDINARY.cookies());
    }

    static RequestFacts path(String path) {
        return new RequestFacts(
                ORDINARY.address(), ORDINARY.host(), path, path, ORDINARY.userAgent(), ORDINARY.cookies());
    }

    static RequestFacts browser(String userAgent) {
        return new RequestFacts(
                ORDINARY.address(), ORDINARY.host(), ORDINARY.url(), ORDINARY.path(), userAgent, ORDINARY.cookies());
    }

    static RequestFacts cookie(String name, String value) {
        Map<String, List<String>> cookies = Map.of(name, List.of(value));
        return new RequestFacts(
                ORDINARY.address(),
                ORDINARY.host(),
                ORDINARY.url(),
                ORDINARY.path(),
                ORDINARY.userAgent(),
                wanted -> cookies.getOrDefault(wanted, List.of()));
    }
}
