package org.gatehouse.conditions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that somebody describes, to have the decision about it explained.
 *
 * @param url path and query, as a browser sends them
 * @param userAgent empty if the client sends none
 * @param cookies {@code NAME=VALUE} each
 */
public record DescribedRequest(String address, String host, String url, String userAgent, List<String> cookies) {
    public DescribedRequest {
        cookies = List.copyOf(cookies);
    }

    /** A description that fits no request. */
    public static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1;

        private final String part;

        private UnfitException(String part, String why) {
            super(why, null, false, false);
            this.part = part;
        }

        /** What is wrong: {@code url} or {@code cookie}. */
        public String part() {
            return part;
        }
    }

    /**
     * What the rules are asked about.
     *
     * @throws UnfitException whose message goes on where the name of the part has ended
     */
    public Facts facts() throws UnfitException {
        if (!url.startsWith("/")) {
            throw new UnfitException("url", "begins with a slash: it is what stands after the host.");
        }
        String path =
                ServerPath.of(url).orElseThrow(() -> new UnfitException("url", "is not one that Tomcat would take."));
        Map<String, List<String>> values = new HashMap<>();
        for (String cookie : cookies) {
            int equals = cookie.indexOf('=');
            if (equals < 1) {
                throw new UnfitException("cookie", "takes a name and a value, as in GatehouseNoSso=1.");
            }
            values.computeIfAbsent(cookie.substring(0, equals), name -> new ArrayList<>())
                    .add(cookie.substring(equals + 1));
        }
        return new RequestFacts(address, host, url, path, userAgent, name -> values.getOrDefault(name, List.of()));
    }
}
