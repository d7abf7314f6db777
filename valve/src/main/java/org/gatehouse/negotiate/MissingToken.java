package org.gatehouse.negotiate;

import org.gatehouse.gss.Transport;

/** The words for a client whose next token does not come: whether it could, and what to change if it could not. */
record MissingToken(Transport transport) {
    private static final String NGINX = "nginx does that unless it is told otherwise: set proxy_http_version 1.1 and"
            + " proxy_set_header Connection \"\" there. ";

    /** What goes on a sentence about the client's offer. */
    String ofKerberos() {
        return closes()
                ? ", and no Kerberos token can follow: " + lowered(closing())
                : ", and no Kerberos token has followed (over HTTP/2 and AJP none can).";
    }

    /** Stands after a sentence about another token than Kerberos'; empty where the connection is not to blame. */
    String afterwards() {
        return closes() ? " It offers Kerberos as well, but cannot be asked for it: " + lowered(closing()) : "";
    }

    /** Stands after a sentence about a token that has lost its negotiation; empty where the connection is not to blame. */
    String ofNegotiation() {
        return closes() ? " " + closing() : "";
    }

    /** What comes before other advice; empty where the connection is not to blame. */
    String remedy() {
        return closes() ? NGINX : "";
    }

    private boolean closes() {
        return transport == Transport.HTTP_1_0 || transport == Transport.HTTP_1_1_CLOSING;
    }

    private String closing() {
        return transport == Transport.HTTP_1_0
                ? "The request came over HTTP/1.0, which closes the connection after each response."
                : "The request asks to close the connection after the response (Connection: close).";
    }

    private static String lowered(String sentence) {
        return "t" + sentence.substring(1);
    }
}
