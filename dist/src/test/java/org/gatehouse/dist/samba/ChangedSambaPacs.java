package org.gatehouse.dist.samba;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.gatehouse.lab.kdc.crypto.Sealing;

/** What somebody who does not have the keys for its signatures may try with a PAC, and the failure that comes of each. */
final class ChangedSambaPacs {
    private final PacPieces pieces;

    ChangedSambaPacs(byte[] pac) {
        pieces = PacPieces.of(pac);
    }

    /** By what was done. The code of the catalogue is the first word. */
    Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (int type : pieces.types()) {
            if (type != PacPieces.KDC_SIGNATURE) {
                all.put("GH-P002 a bit of buffer " + type + " is changed", withChangedBit(type));
            }
        }
        all.put("GH-P004 no server signature", without(PacPieces.SERVER_SIGNATURE));
        all.put("GH-P004 no KDC signature", without(PacPieces.KDC_SIGNATURE));
        all.put("GH-P002 no ticket signature", without(PacPieces.TICKET_SIGNATURE));
        all.put("GH-P002 no full signature", without(PacPieces.FULL_SIGNATURE));
        all.put("GH-P004 two server signatures", twice(PacPieces.SERVER_SIGNATURE));
        all.put("GH-P004 two KDC signatures", twice(PacPieces.KDC_SIGNATURE));
        all.put("GH-P001 two ticket signatures", twice(PacPieces.TICKET_SIGNATURE));
        all.put("GH-P001 two full signatures", twice(PacPieces.FULL_SIGNATURE));
        all.put("GH-P003 a server signature of CRC-32", unkeyed(CheckSumType.CRC32));
        all.put("GH-P003 a server signature of MD5", unkeyed(CheckSumType.RSA_MD5));
        all.put("GH-P002 no logon information", without(PacPieces.LOGON_INFO));
        return all;
    }

    /** In the last byte, which is a name's or a checksum's. */
    byte[] withChangedBit(int type) {
        return pieces.with(type, content -> {
                    content[content.length - 1] ^= 1;
                    return content;
                })
                .join();
    }

    /** With another full signature, and a server signature that is right for that: what a service can make. */
    byte[] forgedWith(EncryptionKey serviceKey) {
        PacPieces forged = PacPieces.of(withChangedBit(PacPieces.FULL_SIGNATURE));
        PacPieces unsigned = forged.with(PacPieces.SERVER_SIGNATURE, ChangedSambaPacs::zeroed)
                .with(PacPieces.KDC_SIGNATURE, ChangedSambaPacs::zeroed);
        CheckSum checksum = Sealing.checksum(unsigned.join(), serviceKey, KeyUsage.APP_DATA_CKSUM);
        return forged.with(
                        PacPieces.SERVER_SIGNATURE, old -> signature(checksum.getCksumtype(), checksum.getChecksum()))
                .join();
    }

    private byte[] without(int type) {
        return pieces.without(type).join();
    }

    private byte[] twice(int type) {
        return pieces.doubled(type).join();
    }

    /** A right checksum of the PAC, of a type that anyone can make. */
    private byte[] unkeyed(CheckSumType type) {
        CheckSum empty = Sealing.checksum(type, new byte[0]);
        byte[] place = signature(type, new byte[empty.getChecksum().length]);
        PacPieces unsigned = pieces.with(PacPieces.SERVER_SIGNATURE, old -> place)
                .with(PacPieces.KDC_SIGNATURE, ChangedSambaPacs::zeroed);
        byte[] checksum = Sealing.checksum(type, unsigned.join()).getChecksum();
        return pieces.with(PacPieces.SERVER_SIGNATURE, old -> signature(type, checksum))
                .join();
    }

    private static byte[] signature(CheckSumType type, byte[] checksum) {
        return ByteBuffer.allocate(Integer.BYTES + checksum.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(type.getValue())
                .put(checksum)
                .array();
    }

    private static byte[] zeroed(byte[] signature) {
        return ByteBuffer.allocate(signature.length)
                .put(signature, 0, Integer.BYTES)
                .array();
    }
}
