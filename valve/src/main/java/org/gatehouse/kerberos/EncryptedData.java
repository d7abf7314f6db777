package org.gatehouse.kerberos;

import java.util.OptionalLong;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * EncryptedData (RFC 4120 §5.2.9).
 *
 * @param etype any number: only the acceptor knows which it accepts
 * @param kvno version of the long-lived key, where one is used; 0 to 2³²-1
 */
public record EncryptedData(int etype, OptionalLong kvno, Bytes cipher) {
    public static EncryptedData parse(DerReader der, int number, String field) throws WireException {
        der.enterSequence(number, field);
        int etype = (int) der.integer(0, "etype", Integer.MIN_VALUE, Integer.MAX_VALUE);
        OptionalLong kvno = der.has(1) ? OptionalLong.of(Unsigned32.read(der, 1, "kvno")) : OptionalLong.empty();
        Bytes cipher = der.octets(2, "cipher");
        der.leave();
        return new EncryptedData(etype, kvno, cipher);
    }

    public void write(DerWriter der, int number) {
        int sequence = der.beginExplicit(number, Tag.SEQUENCE);
        der.integer(0, etype);
        kvno.ifPresent(version -> der.integer(1, version));
        der.octets(2, cipher);
        der.endExplicit(sequence);
    }
}
