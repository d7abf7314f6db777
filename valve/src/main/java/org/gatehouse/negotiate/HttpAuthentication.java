package org.gatehouse.negotiate;

import java.util.Optional;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.Credentials;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;

/** What the credentials of each scheme lead to. For any number of threads. */
public final class HttpAuthentication {
    private final NegotiateScheme negotiate;
    private final UserProof proof;

    /** @param proof of users whose name is accepted */
    public HttpAuthentication(NegotiateScheme negotiate, UserProof proof) {
        this.negotiate = negotiate;
        this.proof = proof;
    }

    /**
     * Judges credentials.
     *
     * @param reference that the user is shown if another token has to follow and does not
     * @return empty for credentials that nobody asked for: the client is asked as if it had sent none
     */
    public Optional<Outcome> accept(Credentials credentials, Peer peer, Reference reference) {
        return credentials
                .<Optional<Outcome>>fold(
                        token -> Optional.of(negotiate.accept(token.token(), peer, reference)),
                        ntlm -> Optional.empty(),
                        basic -> Optional.empty(),
                        other -> Optional.empty())
                .map(outcome -> outcome.fold(this::proven, next -> next, rejected -> rejected, none -> none));
    }

    /** A ticket that is accepted may still say of its user what nobody believes. */
    private Outcome proven(Outcome.Established established) {
        boolean handedOn = false;
        try {
            Outcome proven = new Outcome.Established(
                    proof.of(established.identity(), established.context()),
                    established.token(),
                    established.context());
            handedOn = true;
            return proven;
        } catch (RefusedException e) {
            return NegotiateScheme.rejected(e.failure());
        } finally {
            if (!handedOn) {
                established.context().close();
            }
        }
    }
}
