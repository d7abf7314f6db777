package org.gatehouse.valve;

import org.apache.catalina.connector.Request;
import org.gatehouse.mechanism.SignInEvent;

/** A browser's request for the icon of the site, which no user has asked for: none is asked to sign in for its sake. */
final class IconRequest {
    static final SignInEvent.NotAsked NOT_ASKED =
            new SignInEvent.NotAsked("icon", "a browser asks for favicon.ico by itself");

    private IconRequest() {}

    static boolean is(Request request) {
        String path = request.getDecodedRequestURI();
        return path != null && path.endsWith("/favicon.ico") && Audience.of(request) != Audience.PERSON;
    }
}
