package org.gatehouse.valve;

import java.util.Base64;
import java.util.List;
import org.apache.catalina.connector.Response;
import org.gatehouse.settings.OfferedMechanism;
import org.gatehouse.wire.Bytes;

/**
 * What stands in {@code WWW-Authenticate}: one challenge for each mechanism that is offered, in the order of the attribute
 * {@code mechanisms}. Each has a header of its own: not every client finds the second of two in one (RFC 9110 §11.6.1).
 */
record Challenges(List<OfferedMechanism> mechanisms) {
    private static final String HEADER = "WWW-Authenticate";

    /** Asks for a first token. */
    void writeTo(Response response) {
        writeTo(response, Bytes.EMPTY);
    }

    /** Answers a token of {@code Negotiate}, and asks for a first one of the others. Challenges from before are replaced. */
    void writeTo(Response response, Bytes answer) {
        boolean first = true;
        for (OfferedMechanism mechanism : mechanisms) {
            String challenge = switch (mechanism) {
                case KERBEROS -> negotiate(answer);
            };
            if (first) {
                response.setHeader(HEADER, challenge);
            } else {
                response.addHeader(HEADER, challenge);
            }
            first = false;
        }
    }

    /** Proves to a client that has asked for it who this server is; the response is one that succeeds. */
    static void prove(Response response, Bytes answer) {
        if (!answer.isEmpty()) {
            response.setHeader(HEADER, negotiate(answer));
        }
    }

    private static String negotiate(Bytes token) {
        return token.isEmpty()
                ? NegotiateHeader.SCHEME
                : NegotiateHeader.SCHEME + " " + Base64.getEncoder().encodeToString(token.toArray());
    }
}
