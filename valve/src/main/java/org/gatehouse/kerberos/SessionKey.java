package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * EncryptionKey (RFC 4120 §5.2.9) inside a decrypted message, of whatever type.
 *
 * @param keyValue a copy: it outlives the message
 */
public record SessionKey(int keyType, SecretBytes keyValue) {
    static SessionKey parse(DerReader der, int number, String field) throws WireException {
        der.enterSequence(number, field);
        int keyType = (int) der.integer(0, "keytype", Integer.MIN_VALUE, Integer.MAX_VALUE);
        Bytes keyValue = der.octets(1, "keyvalue");
        der.leave();
        return new SessionKey(keyType, SecretBytes.adopt(keyValue.toArray()));
    }
}
