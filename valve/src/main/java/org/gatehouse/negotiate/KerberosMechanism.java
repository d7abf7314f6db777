package org.gatehouse.negotiate;

import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.wire.Bytes;

/** Kerberos without SPNEGO around it, as some clients send it. */
public final class KerberosMechanism {
    private final KerberosAcceptor acceptor;

    public KerberosMechanism(KerberosAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    public Outcome accept(InitialContextToken token, Peer peer) {
        try {
            KerberosAcceptor.Accepted accepted = acceptor.accept(token, peer);
            return new Outcome.Established(accepted.identity(), accepted.response());
        } catch (RefusedException e) {
            return new Outcome.Rejected(e.failure(), error(token, e.failure()));
        }
    }

    /** Kerberos has no word for the errors of GSS-API. */
    private Bytes error(InitialContextToken token, Failure failure) {
        StandardError error =
                failure.code().standardError().filter(StandardError::isKerberos).orElse(StandardError.KRB_ERR_GENERIC);
        return acceptor.error(token, error);
    }
}
