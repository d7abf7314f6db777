package org.gatehouse.kerberos;

import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.Sealer;

/**
 * A key of the keytab that can be used.
 *
 * @param tickets opens tickets that are sealed with this key
 */
public record ServiceKey(PrincipalName name, String realm, long kvno, EncryptionType type, Sealer tickets) {
    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String service() {
        return name.at(realm);
    }
}
