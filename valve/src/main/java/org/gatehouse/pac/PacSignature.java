package org.gatehouse.pac;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * PAC_SIGNATURE_DATA ([MS-PAC] 2.8), well-formed: of a type that has a key, and as long as that type's signatures are. A
 * checksum without a key can be made by anyone (MS14-068).
 *
 * @param type SignatureType by the encryption type of the key that makes such signatures
 * @param rodcIdentifier which read-only domain controller signed it, if one did: a part of its key's version
 */
public record PacSignature(EncryptionType type, Bytes signature, OptionalInt rodcIdentifier) {
    /** In bytes: SignatureType. */
    static final int TYPE_SIZE = 4;

    /** KERB_CHECKSUM_HMAC_MD5, which is the only one whose number and length are not those of RFC 3961's registry. */
    private static final int HMAC_MD5 = -138;

    private static final int RODC_IDENTIFIER_SIZE = 2;
    private static final List<EncryptionType> KEY_TYPES = List.of(EncryptionType.values());

    /**
     * Reads a buffer. Only KDCs have an RODCIdentifier: the server's signature is never followed by one.
     *
     * @throws RefusedException if it is too short, or its type has no key
     * @throws WireException if it is too long
     */
    static PacSignature parse(PacBufferType buffer, Bytes bytes) throws RefusedException, WireException {
        ByteCursor cursor = bytes.cursor(buffer.structure());
        if (bytes.length() < TYPE_SIZE) {
            throw PacRefusals.signatureTooShort(buffer, bytes.length());
        }
        int number = cursor.int32Little("SignatureType");
        Optional<EncryptionType> type = keyType(number);
        if (type.isEmpty()) {
            throw PacRefusals.signatureTypeWithoutKey(buffer, number);
        }
        int length = length(type.get());
        if (cursor.remaining() < length) {
            throw PacRefusals.signatureTooShort(buffer, bytes.length());
        }
        Bytes signature = cursor.bytes("Signature", length);
        OptionalInt rodcIdentifier = OptionalInt.empty();
        if (buffer != PacBufferType.SERVER_SIGNATURE && cursor.remaining() == RODC_IDENTIFIER_SIZE) {
            rodcIdentifier = OptionalInt.of(cursor.uint16Little("RODCIdentifier"));
        }
        if (!cursor.atEnd()) {
            throw cursor.failure("Signature", Reason.TOO_LONG, TYPE_SIZE);
        }
        return new PacSignature(type.get(), signature, rodcIdentifier);
    }

    /** SignatureType of a key ([MS-PAC] 2.8). */
    static int signatureType(EncryptionType key) {
        return switch (key) {
            case AES128_CTS_HMAC_SHA1_96 -> 15;
            case AES256_CTS_HMAC_SHA1_96 -> 16;
            case AES128_CTS_HMAC_SHA256_128 -> 19;
            case AES256_CTS_HMAC_SHA384_192 -> 20;
            case RC4_HMAC -> HMAC_MD5;
        };
    }

    private static Optional<EncryptionType> keyType(int signatureType) {
        for (EncryptionType type : KEY_TYPES) {
            if (signatureType(type) == signatureType) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static int length(EncryptionType key) {
        return switch (key) {
            case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> 12;
            case AES128_CTS_HMAC_SHA256_128, RC4_HMAC -> 16;
            case AES256_CTS_HMAC_SHA384_192 -> 24;
        };
    }
}
