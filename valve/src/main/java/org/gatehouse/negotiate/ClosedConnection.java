package org.gatehouse.negotiate;

import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Peer;

/** Names the connection in refusals for want of another token, where it ends with the response, so that none can come. */
final class ClosedConnection {
    private static final String NGINX = "nginx does that unless it is told otherwise: set proxy_http_version 1.1 and"
            + " proxy_set_header Connection \"\" there. ";

    private ClosedConnection() {}

    /** A refusal of a client whose next token is missing. */
    static Failure noNextToken(Failure failure, Peer peer) {
        return named(failure, "No other token can follow: the", peer);
    }

    /** A refusal of a client whose first token has come on another connection. */
    static Failure noFirstToken(Failure failure, Peer peer) {
        return named(failure, "The", peer);
    }

    private static Failure named(Failure failure, String beginning, Peer peer) {
        return switch (peer.transport()) {
            case HTTP_1_0 ->
                explained(
                        failure,
                        beginning + " request came over HTTP/1.0, which closes the connection after each response.");
            case HTTP_1_1_CLOSING ->
                explained(failure, beginning + " request asks to close the connection (Connection: close).");
            case HTTP_1_1, SHARED, UNKNOWN -> failure;
        };
    }

    private static Failure explained(Failure failure, String sentence) {
        return new Failure(failure.code(), failure.seen() + " " + sentence, NGINX + failure.remedy());
    }
}
