package org.gatehouse.conditions;

import java.util.List;
import java.util.function.Function;

/**
 * Facts that are at hand.
 *
 * @param address of the client, as text
 * @param host the server name of the request, without port
 * @param url path and query, as sent
 * @param path decoded and normalised, without parameters: what the server has chosen the resource by
 * @param userAgent empty if the client sent none
 * @param cookies the values of the cookies of a name
 */
public record RequestFacts(
        String address, String host, String url, String path, String userAgent, Function<String, List<String>> cookies)
        implements Facts {
    @Override
    public boolean hasCookie(String name, String value) {
        return cookies.apply(name).contains(value);
    }
}
