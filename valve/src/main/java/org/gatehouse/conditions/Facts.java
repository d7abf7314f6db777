package org.gatehouse.conditions;

/**
 * What is known of a request before anyone has signed in. Everything but the path is as the client sent it. A rule asks only for
 * what it needs: most of it costs something to find out.
 */
public interface Facts {
    /** Of the client, as text. */
    String address();

    /** The server name of the request, without port. */
    String host();

    /** Path and query, as sent. */
    String url();

    /** Decoded and normalised, without parameters: what the server has chosen the resource by. */
    String path();

    /** Empty if the client sent none. */
    String userAgent();

    /** Whether the client sent a cookie with this value; of the same name it may have sent several. */
    boolean hasCookie(String name, String value);
}
