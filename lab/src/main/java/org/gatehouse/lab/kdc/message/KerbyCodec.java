package org.gatehouse.lab.kdc.message;

import org.apache.kerby.asn1.type.Asn1Type;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;

/**
 * Kerby's codec behind a gate. Its parser recurses without a limit and believes every length, so bytes pass
 * {@link DerNode#parse} first; and where a field is not of the expected type it throws whatever comes, so any
 * run-time exception means a malformed message.
 */
public final class KerbyCodec {
    private KerbyCodec() {}

    public static <T extends Asn1Type> T decode(byte[] bytes, Class<T> type) throws MalformedMessageException {
        DerNode.parse(bytes);
        try {
            return KrbCodec.decode(bytes, type);
        } catch (KrbException | RuntimeException e) {
            throw new MalformedMessageException("not a " + type.getSimpleName(), e);
        }
    }

    public static byte[] encode(Asn1Type value) {
        try {
            return KrbCodec.encode(value);
        } catch (KrbException e) {
            throw new IllegalStateException("A message of this KDC has a value that cannot be encoded", e);
        }
    }
}
