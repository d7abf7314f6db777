package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * AuthorizationData (RFC 4120 §5.2.6): what restricts or describes the client, for those who understand it.
 *
 * @param types {@code ad-type} of each element
 * @param encoded all of it, DER: a copy, since the plaintext around it is wiped
 */
public record AuthorizationData(List<Integer> types, Bytes encoded) {
    static final AuthorizationData NONE = new AuthorizationData(List.of(), Bytes.EMPTY);

    /** Windows sends one to three. */
    private static final int MAX_ELEMENTS = 32;

    /** Its content may be ignored by those who don't understand it (RFC 4120 §5.2.6.1). */
    private static final int AD_IF_RELEVANT = 1;

    public AuthorizationData {
        types = List.copyOf(types);
    }

    /** @param plaintext that {@code der} reads, and that is wiped by its owner afterwards */
    static AuthorizationData parse(DerReader der, int number, Bytes plaintext) throws WireException {
        int begin = der.position();
        List<Integer> types = new ArrayList<>();
        der.enterSequence(number, "authorization-data");
        while (!der.atEnd()) {
            if (types.size() == MAX_ELEMENTS) {
                throw der.failure("element", Reason.TOO_MANY);
            }
            der.enter("element", Tag.SEQUENCE);
            types.add((int) der.integer(0, "ad-type", Integer.MIN_VALUE, Integer.MAX_VALUE));
            der.octets(1, "ad-data");
            der.leave();
        }
        der.leave();
        Bytes encoded = DerReader.contentOf(plaintext.slice(begin, der.position() - begin));
        return new AuthorizationData(types, Bytes.of(encoded.toArray()));
    }

    /** The type of an element that must be understood, which none is yet. */
    public OptionalInt critical() {
        for (int type : types) {
            if (type != AD_IF_RELEVANT) {
                return OptionalInt.of(type);
            }
        }
        return OptionalInt.empty();
    }
}
