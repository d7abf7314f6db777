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
 * @param mechToken the optimistic token of the preferred mechanism
 */
public record NegTokenInit(List<Bytes> mechTypes, Optional<Bytes> mechToken) {
    /** NegotiationToken's choice of this type. */
    private static final int TAG = Tag.context(0);
    /** Windows offers five; a list of more than this only costs time. */
    private static final int MAX_MECH_TYPES = 16;

    public NegTokenInit {
        mechTypes = List.copyOf(mechTypes);
    }

    /** Parses what follows SPNEGO's identifier in an InitialContextToken. */
    public static NegTokenInit parse(Bytes negotiationToken) throws WireException {
        DerReader der = new DerReader(negotiationToken.cursor("NegotiationToken"));
        der.enter("negTokenInit", TAG);
        der.enter("NegTokenInit", Tag.SEQUENCE);
        List<Bytes> mechTypes = mechTypes(der);
        if (der.has(1)) {
            der.flags(1, "reqFlags"); // RFC 4178 §4.2.1: not integrity protected, to be ignored
        }
        Optional<Bytes> mechToken = der.has(2) ? Optional.of(der.octets(2, "mechToken")) : Optional.empty();
        if (der.has(3)) {
            // The first mechanism of the list is the one that is used, so there is no choice for a MIC to protect.
            der.octets(3, "mechListMIC");
        }
        der.leave();
        der.leave();
        der.expectEnd();
        return new NegTokenInit(mechTypes, mechToken);
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
