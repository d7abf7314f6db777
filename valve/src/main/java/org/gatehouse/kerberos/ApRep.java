package org.gatehouse.kerberos;

import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * AP-REP (RFC 4120 §5.5.2): the service proves that it could read the authenticator.
 *
 * @param subkey for messages from now on, if it is to be another key than the client's (RFC 4121 §2)
 * @param seqNumber ours, if the client sent one of its own
 */
public record ApRep(Optional<EncryptionKey> subkey, OptionalLong seqNumber) {
    private static final int MSG_TYPE = 15;
    private static final int TAG = Tag.application(MSG_TYPE);
    /** More than either message is long, so that no buffer grows and leaves a copy of the subkey. */
    private static final int ROOM = 192;

    private static final int ENC_PART_TAG = Tag.application(27);

    /** The answer to {@code authenticator}, after its TOK_ID. */
    public Bytes encode(Authenticator authenticator, EncryptionType type, SpecificKey specificKey) {
        Bytes sealed;
        try (SecretBytes encPart = encPart(authenticator)) {
            sealed = encPart.use((array, offset, length) -> specificKey.encrypt(Bytes.of(array, offset, length)));
        }
        DerWriter der = new DerWriter(ROOM);
        GssTokenId.AP_REP.write(der);
        int apRep = der.begin(TAG);
        int sequence = der.begin(Tag.SEQUENCE);
        der.integer(0, KerberosVersion.V5);
        der.integer(1, MSG_TYPE);
        new EncryptedData(type.number(), OptionalLong.empty(), sealed).write(der, 2);
        der.end(sequence);
        der.end(apRep);
        return der.toBytes();
    }

    private SecretBytes encPart(Authenticator authenticator) {
        DerWriter part = new DerWriter(ROOM);
        int encPart = part.begin(ENC_PART_TAG);
        int encSequence = part.begin(Tag.SEQUENCE);
        part.time(0, authenticator.ctime());
        part.integer(1, authenticator.cusec());
        subkey.ifPresent(key -> write(part, key));
        seqNumber.ifPresent(number -> part.integer(3, number));
        part.end(encSequence);
        part.end(encPart);
        return part.toSecret();
    }

    private static void write(DerWriter der, EncryptionKey key) {
        int sequence = der.beginExplicit(2, Tag.SEQUENCE);
        der.integer(0, key.type().number());
        key.value().use((array, offset, length) -> {
            der.octets(1, Bytes.of(array, offset, length));
            return key;
        });
        der.endExplicit(sequence);
    }
}
