package org.gatehouse.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * A PAC ([MS-PAC] 2.3) of which nothing is known but where its buffers are. It reads the bytes in place: they must stay as
 * they are until {@link ServerSignedPac#check} has returned.
 */
public final class UnverifiedPac {
    private static final int LONGEST_SIGNATURE = 32;

    /** In place of the signatures, which do not sign themselves. */
    private static final Bytes ZEROS = Bytes.of(new byte[LONGEST_SIGNATURE]);

    private final Bytes pac;
    private final PacDirectory directory;

    private UnverifiedPac(Bytes pac, PacDirectory directory) {
        this.pac = pac;
        this.directory = directory;
    }

    /**
     * Reads the directory of buffers, and no buffer.
     *
     * @throws RefusedException GH-P001, or GH-P004 for a signature that is there twice
     */
    public static UnverifiedPac parse(Bytes pac) throws RefusedException {
        try {
            return new UnverifiedPac(pac, PacDirectory.parse(pac));
        } catch (WireException e) {
            throw PacRefusals.malformed(e);
        }
    }

    /**
     * Verifies the server's signature ([MS-PAC] 2.8.1), and that all other signatures could be genuine: the keys for them are
     * known to KDCs only.
     *
     * @param serviceKey of the key that decrypted the ticket, for {@code PAC_SIGNATURE}
     * @param type of the same key: only its own type of signature is accepted
     * @param rc4Accepted whether the configuration accepts RC4
     * @throws RefusedException GH-P001 to GH-P004
     */
    public ServerSignedPac verify(ChecksumKey serviceKey, EncryptionType type, boolean rc4Accepted)
            throws RefusedException {
        try {
            InfoBuffer serverBuffer = required(PacBufferType.SERVER_SIGNATURE);
            InfoBuffer kdcBuffer = required(PacBufferType.KDC_SIGNATURE);
            PacSignature server = PacSignature.parse(PacBufferType.SERVER_SIGNATURE, serverBuffer.in(pac));
            PacSignature.parse(PacBufferType.KDC_SIGNATURE, kdcBuffer.in(pac));
            checkForm(PacBufferType.TICKET_SIGNATURE);
            checkForm(PacBufferType.FULL_SIGNATURE);
            if (server.type() != type) {
                throw PacRefusals.signatureTypeOfAnotherKey(server.type(), type);
            }
            if (type == EncryptionType.RC4_HMAC && !rc4Accepted) {
                throw PacRefusals.rc4NotAccepted();
            }
            if (!serviceKey.verify(signedText(serverBuffer, kdcBuffer), server.signature())) {
                throw PacRefusals.signatureWrong(type);
            }
            return new ServerSignedPac(pac, directory);
        } catch (WireException e) {
            throw PacRefusals.malformed(e);
        }
    }

    private InfoBuffer required(PacBufferType type) throws RefusedException {
        Optional<InfoBuffer> buffer = directory.find(type);
        if (buffer.isEmpty()) {
            throw PacRefusals.signatureMissing(type);
        }
        return buffer.get();
    }

    private void checkForm(PacBufferType type) throws RefusedException, WireException {
        Optional<InfoBuffer> buffer = directory.find(type);
        if (buffer.isPresent()) {
            PacSignature.parse(type, buffer.get().in(pac));
        }
    }

    /** The PAC in parts, with zeros for all that follows SignatureType in both buffers, RODCIdentifier included. */
    private List<Bytes> signedText(InfoBuffer server, InfoBuffer kdc) {
        InfoBuffer first = server.offset() < kdc.offset() ? server : kdc;
        InfoBuffer second = first.equals(server) ? kdc : server;
        List<Bytes> text = new ArrayList<>();
        int from = 0;
        for (InfoBuffer signature : List.of(first, second)) {
            int hole = signature.offset() + PacSignature.TYPE_SIZE;
            text.add(pac.slice(from, hole - from));
            text.add(ZEROS.slice(0, signature.end() - hole));
            from = signature.end();
        }
        text.add(pac.slice(from, pac.length() - from));
        return text;
    }
}
