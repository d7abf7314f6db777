package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** pvno, tkt-vno, authenticator-vno: all of them 5. */
final class KerberosVersion {
    static final int V5 = 5;

    private KerberosVersion() {}

    static void check(DerReader der, int number, String field) throws WireException {
        if (der.integer(number, field, Integer.MIN_VALUE, Integer.MAX_VALUE) != V5) {
            throw der.failure(field, Reason.BAD_VERSION);
        }
    }
}
