package org.gatehouse.acceptor;

import java.time.Instant;
import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.kerberos.KrbError;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * KRB-ERROR for a client whose token was refused. Anyone can ask for one, so it tells a stranger nothing: realm and name are
 * those that the token itself names, and its number is that of the code which the client is shown.
 */
final class ErrorToken {
    /** For a token that names nothing: RFC 4120 §5.9.1 requires a realm and a name. */
    private static final String NO_REALM = "";

    private static final int NT_UNKNOWN = 0;
    private static final PrincipalName NO_NAME = new PrincipalName(NT_UNKNOWN, List.of(""));

    private ErrorToken() {}

    static Bytes of(InitialContextToken refused, Failure failure, Instant now) {
        KrbError error;
        try {
            Ticket ticket = ApReq.parse(GssTokenId.strip(refused.innerToken())).ticket();
            error = new KrbError(now, error(failure), ticket.realm(), ticket.sname());
        } catch (WireException e) {
            error = new KrbError(now, error(failure), NO_REALM, NO_NAME);
        }
        return new InitialContextToken(refused.thisMech(), error.encode()).encode();
    }

    /** Kerberos has no word for the errors of GSS-API. */
    private static StandardError error(Failure failure) {
        return failure.code()
                .shown()
                .standardError()
                .filter(StandardError::isKerberos)
                .orElse(StandardError.KRB_ERR_GENERIC);
    }
}
