package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** PAC_SIGNATURE_DATA of [MS-PAC] 2.8, without the identifier of a read-only domain controller: the lab has none of those. */
final class PacChecksum {
    static final Set<PacPart> PARTS =
            Set.of(PacPart.SERVER_SIGNATURE, PacPart.KDC_SIGNATURE, PacPart.TICKET_SIGNATURE, PacPart.FULL_SIGNATURE);

    /** KERB_NON_KERB_CKSUM_SALT. */
    static final KeyUsage USAGE = KeyUsage.APP_DATA_CKSUM;

    private final int type;
    private final byte[] value;

    private PacChecksum(int type, byte[] value) {
        this.type = type;
        this.value = value;
    }

    /** Of the type that belongs to the key. */
    static PacChecksum of(byte[] data, EncryptionKey key) {
        return of(Sealing.checksum(data, key, USAGE));
    }

    static PacChecksum of(CheckSum checksum) {
        return new PacChecksum(checksum.getCksumtype().getValue(), checksum.getChecksum());
    }

    static PacChecksum decode(byte[] buffer) throws MalformedMessageException {
        if (buffer.length < Integer.BYTES) {
            throw new MalformedMessageException("PAC: a signature is truncated");
        }
        int type = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return new PacChecksum(type, Arrays.copyOfRange(buffer, Integer.BYTES, buffer.length));
    }

    /** The checksum alone. */
    byte[] value() {
        return value;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Integer.BYTES + value.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(type)
                .put(value)
                .array();
    }

    /** Of the same type and length, as the place that is kept free for it. */
    byte[] zeros() {
        return new PacChecksum(type, new byte[value.length]).encode();
    }

    /** Whether it is made of these data with that key, and of the type that belongs to the key. */
    boolean verifies(byte[] data, EncryptionKey key) {
        CheckSum checksum = new CheckSum(CheckSumType.fromValue(type), value);
        return isOfKey(Etype.of(key.getKeyType().getValue())) && Sealing.verifies(checksum, data, key, USAGE);
    }

    private boolean isOfKey(Optional<Etype> keyType) {
        return keyType.filter(etype -> etype.checksum().getValue() == type).isPresent();
    }

    /** Whether it verifies with one of the keys. */
    boolean verifies(byte[] data, List<EncryptionKey> keys) {
        return keys.stream().anyMatch(key -> verifies(data, key));
    }

    @Override
    public String toString() {
        return "signature of type " + type;
    }
}
