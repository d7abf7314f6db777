package org.gatehouse.pac;

import java.util.Optional;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * A PAC that the service's own key signed. What it says is not yet known to be of the ticket's client, and so is not shown.
 * It reads the bytes in place, as {@link UnverifiedPac} does.
 */
public final class ServerSignedPac {
    private final Bytes pac;
    private final PacDirectory directory;

    ServerSignedPac(Bytes pac, PacDirectory directory) {
        this.pac = pac;
        this.directory = directory;
    }

    /**
     * Reads the content, and checks it against the ticket and against itself. The result keeps nothing of the PAC's bytes.
     *
     * @throws RefusedException GH-P001, GH-P005 or GH-P006
     */
    public VerifiedPac check(PacClient ticket) throws RefusedException {
        try {
            checkClient(ticket);
            PacContent content = PacContent.read(this);
            content.checkAgreement();
            return new VerifiedPac(PacTrust.SERVER_KEY, content);
        } catch (WireException e) {
            throw PacRefusals.malformed(e);
        }
    }

    private void checkClient(PacClient ticket) throws RefusedException, WireException {
        Optional<Bytes> buffer = buffer(PacBufferType.CLIENT_INFO);
        if (buffer.isEmpty()) {
            throw PacRefusals.ofNobody(ticket);
        }
        PacClientInfo info = PacClientInfo.parse(buffer.get());
        if (!info.isOf(ticket)) {
            throw PacRefusals.ofAnotherClient(info, ticket);
        }
    }

    /** The bytes of a buffer, in place. */
    Optional<Bytes> buffer(PacBufferType type) {
        return directory.find(type).map(buffer -> buffer.in(pac));
    }

    /** How many buffers are of unknown types. */
    int unknownBuffers() {
        return directory.unknown();
    }
}
