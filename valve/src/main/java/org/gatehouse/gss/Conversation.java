package org.gatehouse.gss;

/**
 * Where a client's next token is expected: on the connection that brought the last one (RFC 4559 §5), from the same
 * address and the same program. Proxies send the requests of several clients over one connection, so the connection
 * alone would give one client's negotiation to another.
 *
 * @param connectionId of the connection to this server, which is the proxy's if there is one
 * @param address of the client, as far as it is known
 * @param userAgent what the program calls itself; cut, since it only tells clients apart
 */
public record Conversation(String connectionId, String address, String userAgent) {
    private static final int MAX_USER_AGENT = 256;
    /** Behind a proxy it is what a header says. */
    private static final int MAX_ADDRESS = 64;

    public Conversation {
        address = cut(address, MAX_ADDRESS);
        userAgent = cutUserAgent(userAgent);
    }

    static String cutUserAgent(String userAgent) {
        return cut(userAgent, MAX_USER_AGENT);
    }

    private static String cut(String text, int max) {
        return text.length() > max ? text.substring(0, max) : text;
    }
}
