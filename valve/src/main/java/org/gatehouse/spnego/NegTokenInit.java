package org.gatehouse.spnego;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * NegTokenInit (RFC 4178 §4.2.1): the client's first token.
 *
 * @param mechTypes content octets of the mechanisms' identifiers, the preferred one first; at least one
 * @param rawMechTypes the same as they came, DER: what a mechListMIC is made over (RFC 4178 §5)
 * @param mechToken the optimistic token of the preferred mechanism
 * @param mechListMic if the client could make one already
 */
public record NegTokenInit(
        List<Bytes> mechTypes, Bytes rawMechTypes, Optional<Bytes> mechToken, Optional<Bytes> mechListMic) {
    /** NegotiationToken's choice of this type. */
    private static final int TAG = Tag.context(0);
    /** Windows offers five; a list of more than this only costs time. */
    private static final int MAX_MECH_TYPES = 16;
    /** That is 64 bytes for each of them; the list may have to be kept until the client's next token. */
    private static final int MAX_LIST_LENGTH = 1024;
    /** Windows sends a sentence of 36 letters. */
    private static final int MAX_HINT_LENGTH = 256;

    public NegTokenInit {
        mechTypes = List.copyOf(mechTypes);
    }

    /** Parses what follows SPNEGO's identifier in an InitialContextToken. */
    public static NegTokenInit parse(Bytes negotiationToken) throws WireException {
        DerReader der = new DerReader(negotiationToken.cursor("NegotiationToken"));
        der.enter("negTokenInit", TAG);
        der.enter("NegTokenInit", Tag.SEQUENCE);
        int begin = der.position();
        List<Bytes> mechTypes = mechTypes(der);
        Bytes rawMechTypes = DerReader.contentOf(negotiationToken.slice(begin, der.position() - begin));
        if (rawMechTypes.length() > MAX_LIST_LENGTH) {
            throw der.failure("mechTypes", Reason.TOO_LONG);
        }
        if (der.has(1)) {
            der.flags(1, "reqFlags"); // RFC 4178 §4.2.1: not integrity protected, to be ignored
        }
        Optional<Bytes> mechToken = der.has(2) ? Optional.of(der.octets(2, "mechToken")) : Optional.empty();
        Optional<Bytes> mechListMic = mechListMic(der);
        der.leave();
        der.leave();
        der.expectEnd();
        return new NegTokenInit(mechTypes, rawMechTypes, mechToken, mechListMic);
    }

    /** In NegTokenInit2 ([MS-SPNG] 2.2.1), [3] are hints, which nobody needs, and the MIC has moved to [4]. */
    private static Optional<Bytes> mechListMic(DerReader der) throws WireException {
        if (der.has(3) && der.hasExplicit(Tag.SEQUENCE)) {
            der.enterSequence(3, "negHints");
            if (der.has(0)) {
                der.string(0, "hintName", MAX_HINT_LENGTH);
            }
            if (der.has(1)) {
                der.octets(1, "hintAddress");
            }
            der.leave();
            return der.has(4) ? Optional.of(der.octets(4, "mechListMIC")) : Optional.empty();
        }
        return der.has(3) ? Optional.of(der.octets(3, "mechListMIC")) : Optional.empty();
    }

    private static List<Bytes> mechTypes(DerReader der) throws WireException {
        List<Bytes> mechTypes = new ArrayList<>();
        der.enterSequence(0, "mechTypes");
        while (!der.atEnd()) {
            if (mechTypes.size() == MAX_MECH_TYPES) {
                throw der.failure("MechType", Reason.TOO_MANY);
            }
            mechTypes.add(der.oid("MechType"));
        }
        if (mechTypes.isEmpty()) {
            throw der.failure("MechType", Reason.TRUNCATED);
        }
        der.leave();
        return mechTypes;
    }
}
