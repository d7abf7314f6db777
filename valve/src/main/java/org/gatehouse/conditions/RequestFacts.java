package org.gatehouse.conditions;

import java.util.List;
import java.util.function.Function;

/**
 * What is known of a request before anyone has signed in. Everything but the path is as the client sent it.
 *
 * @param address of the client, as text
 * @param host the server name of the request, without port
 * @param url path and query, as sent
 * @param path decoded and normalised, without parameters: what the server has chosen the resource by
 * @param userAgent empty if the client sent none
 * @param cookies the values of the cookies of a name
 */
public record RequestFacts(
        String address,
        String host,
        String url,
        String path,
        String userAgent,
        Function<String, List<String>> cookies) {}
