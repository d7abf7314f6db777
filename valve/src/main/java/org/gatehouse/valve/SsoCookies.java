package org.gatehouse.valve;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.OptOutCookie;
import org.gatehouse.fallback.FallbackUrl;
import org.gatehouse.fallback.ReturnTarget;

/**
 * The cookies of the valve, which say nothing of the user: that this device does not want to be asked, and how often it was
 * sent to the other sign-in. Never set by the headers of a 401: browsers store them before they send their token, and would
 * opt themselves out.
 */
final class SsoCookies {
    /** How often a browser may come back from the other sign-in without being signed in. */
    private static final int MAX_TRIPS = 2;
    /** In seconds: time enough to type a password, and too little for a user who has given up and tries again. */
    private static final int TRIPS_KEPT = 300;

    private static final Pattern TRIPS = Pattern.compile("([0-9a-f]{8})\\.([0-9]{1,3})");

    private final OptOutCookie optOut;
    private final String optOutPath;
    private final boolean secure;

    /**
     * With the names of the rules in force.
     *
     * @param optOutPath where the opt-out counts
     * @param secure whether browsers send them over TLS only
     */
    SsoCookies(OptOutCookie optOut, String optOutPath, boolean secure) {
        this.optOut = optOut;
        this.optOutPath = optOutPath;
        this.secure = secure;
    }

    void optOut(Request request, Duration duration) {
        add(request, new Cookie(optOut.name(), optOut.value()), Math.toIntExact(duration.toSeconds()), optOutPath);
    }

    /** Forgets all of them. */
    void clear(Request request) {
        clear(request, optOut.name());
        clear(request, trips());
    }

    private void clear(Request request, String name) {
        if (of(request, name).isEmpty()) {
            return;
        }
        add(request, new Cookie(name, ""), 0, optOutPath);
        if (!optOutPath.equals("/")) {
            // A browser does not say where a cookie counts. That of the application at the root counts here as well.
            add(request, new Cookie(name, ""), 0, "/");
        }
    }

    /** Whether another trip to the other sign-in, for the sake of this target, would be one too many. */
    boolean hasComeBack(Request request, ReturnTarget target) {
        return made(request, hash(target)) >= MAX_TRIPS;
    }

    /** Counts a trip to the other sign-in. */
    void countTrip(Request request, ReturnTarget target) {
        String hash = hash(target);
        add(request, new Cookie(trips(), hash + "." + (made(request, hash) + 1)), TRIPS_KEPT, optOutPath);
    }

    /** A user who goes on by hand begins to count again. */
    void forgetTrips(Request request) {
        clear(request, trips());
    }

    private int made(Request request, String hash) {
        return of(request, trips()).stream()
                .map(TRIPS::matcher)
                .filter(Matcher::matches)
                .filter(trips -> trips.group(1).equals(hash))
                .mapToInt(trips -> Integer.parseInt(trips.group(2)))
                .max()
                .orElse(0);
    }

    private String trips() {
        return optOut.name() + "Trips";
    }

    /**
     * Without the fragment: a server that counts does not see it, and a browser would count others for each. Another sign-in
     * that needs a sign-in itself is a new target each time, whose query holds the one before: there the path alone counts.
     */
    private static String hash(ReturnTarget target) {
        String location = target.location();
        int end = indexOrEnd(location, '#');
        int query = indexOrEnd(location.substring(0, end), '?');
        boolean isSignIn = location.substring(query, end).contains(FallbackUrl.PARAMETER);
        return "%08x".formatted(location.substring(0, isSignIn ? query : end).hashCode());
    }

    private static int indexOrEnd(String text, char sign) {
        int index = text.indexOf(sign);
        return index < 0 ? text.length() : index;
    }

    private void add(Request request, Cookie cookie, int maxAge, String path) {
        cookie.setPath(path);
        cookie.setMaxAge(maxAge);
        cookie.setSecure(secure);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
        request.getResponse().addCookie(cookie);
    }

    /** The values of all cookies of a name. */
    static List<String> of(Request request, String name) {
        List<String> values = new ArrayList<>();
        for (Cookie cookie : Optional.ofNullable(request.getCookies()).orElse(new Cookie[0])) {
            if (cookie.getName().equals(name)) {
                values.add(cookie.getValue());
            }
        }
        return values;
    }
}
