package org.gatehouse.bench;

import java.util.Arrays;
import org.gatehouse.crypto.BareCryptography;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** A token that no acceptor has seen, with its parts laid open for {@link BareCryptography}, which parses nothing. */
final class FreshToken {
    private final Bytes token;
    private final byte[] sessionKey;
    private final BareCryptography.OpenPac pac;
    private final ApReq apReq;

    FreshToken(Bytes token, byte[] sessionKey, BareCryptography.OpenPac pac) {
        this.token = token;
        this.pac = pac;
        this.sessionKey = sessionKey.clone();
        try {
            NegTokenInit spnego =
                    NegTokenInit.parse(InitialContextToken.parse(token).innerToken());
            Bytes kerberos =
                    InitialContextToken.parse(spnego.mechToken().orElseThrow()).innerToken();
            this.apReq = ApReq.parse(kerberos.slice(Short.BYTES, kerberos.length() - Short.BYTES));
        } catch (WireException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Bytes bytes() {
        return token;
    }

    byte[] toArray() {
        return token.toArray();
    }

    byte[] sessionKey() {
        return Arrays.copyOf(sessionKey, sessionKey.length);
    }

    BareCryptography.OpenPac pac() {
        return pac;
    }

    Bytes sealedTicket() {
        return apReq.ticket().encPart().cipher();
    }

    Bytes sealedAuthenticator() {
        return apReq.authenticator().cipher();
    }
}
