package org.gatehouse.kerberos;

import java.time.Instant;
import java.time.temporal.ChronoField;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.StandardError;
import org.gatehouse.wire.Bytes;

/**
 * KRB-ERROR (RFC 4120 §5.9.1). It is not protected: a client may show it, and must not believe it.
 *
 * @param time of the server
 */
public record KrbError(Instant time, StandardError error, String realm, PrincipalName sname) {
    private static final int MSG_TYPE = 30;
    private static final int TAG = Tag.application(MSG_TYPE);

    /** The message after its TOK_ID. */
    public Bytes encode() {
        DerWriter der = new DerWriter();
        GssTokenId.KRB_ERROR.write(der);
        int krbError = der.begin(TAG);
        int sequence = der.begin(Tag.SEQUENCE);
        der.integer(0, KerberosVersion.V5);
        der.integer(1, MSG_TYPE);
        der.time(4, time);
        der.integer(5, time.get(ChronoField.MICRO_OF_SECOND));
        der.integer(6, error.number());
        der.string(9, realm);
        sname.write(der, 10);
        der.end(sequence);
        der.end(krbError);
        return der.toBytes();
    }
}
