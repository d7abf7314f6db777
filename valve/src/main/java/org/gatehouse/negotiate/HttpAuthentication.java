package org.gatehouse.negotiate;

import java.util.Optional;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.Credentials;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;

/** What the credentials of each scheme lead to. For any number of threads. */
public final class HttpAuthentication {
    private final NegotiateScheme negotiate;

    public HttpAuthentication(NegotiateScheme negotiate) {
        this.negotiate = negotiate;
    }

    /**
     * Judges credentials.
     *
     * @param reference that the user is shown if another token has to follow and does not
     * @return empty for credentials that nobody asked for: the client is asked as if it had sent none
     */
    public Optional<Outcome> accept(Credentials credentials, Peer peer, Reference reference) {
        return credentials.fold(
                token -> Optional.of(negotiate.accept(token.token(), peer, reference)),
                ntlm -> Optional.empty(),
                basic -> Optional.empty(),
                other -> Optional.empty());
    }
}
