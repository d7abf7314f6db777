package org.gatehouse.valve;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gatehouse.acceptor.Forge;

/** A browser's side of the sign-in. */
final class Negotiate {
    private Negotiate() {}

    /** The value of the Authorization header with the token of a forge. */
    static String header(Forge forge) {
        return "Negotiate " + Base64.getEncoder().encodeToString(forge.spnego().toArray());
    }

    /** Headers with a token of alice, another one at each call, and with these others. */
    static String[] alice(String... others) {
        List<String> headers = new ArrayList<>(List.of("Authorization", header(new Forge())));
        headers.addAll(List.of(others));
        return headers.toArray(String[]::new);
    }

    /** The cookie that a response sets, as it is sent back; there has to be one. */
    static String cookie(HttpResponse<?> response) {
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
