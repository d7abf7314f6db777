package org.gatehouse.kerberos;

import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.Sealer;

/**
 * A key of the keytab that can be used.
 *
 * @param tickets opens tickets that are sealed with this key
 * @param source what messages call the keytab, e.g. its path
 */
public record ServiceKey(
        PrincipalName name, String realm, long kvno, EncryptionType type, Sealer tickets, String source) {
    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String service() {
        return name.at(realm);
    }
}
