package org.gatehouse.mechanisms;

import org.gatehouse.failure.Failure;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.kerberos.KerberosAcceptor;
import org.gatehouse.mechanism.InitialContextToken;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.wire.Bytes;

/** Kerberos without SPNEGO around it, as some clients send it. */
final class KerberosMechanism {
    private final KerberosAcceptor acceptor;

    KerberosMechanism(KerberosAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    Outcome accept(InitialContextToken token, Peer peer) {
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
