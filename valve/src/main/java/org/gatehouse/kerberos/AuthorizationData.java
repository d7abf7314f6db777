package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** AuthorizationData (RFC 4120 §5.2.6): what restricts or describes the client, for whoever understands it. */
public record AuthorizationData(List<Element> elements) {
    static final AuthorizationData NONE = new AuthorizationData(List.of());

    /** Windows sends one to three. */
    private static final int MAX_ELEMENTS = 32;

    /** Its content may be ignored by those who don't understand it (RFC 4120 §5.2.6.1). */
    private static final int AD_IF_RELEVANT = 1;

    public AuthorizationData {
        elements = List.copyOf(elements);
    }

    /**
     * One element.
     *
     * @param data a copy: it outlives the message
     */
    public record Element(int type, Bytes data) {
        /** Whoever does not understand it has to refuse the ticket. */
        boolean critical() {
            return type != AD_IF_RELEVANT;
        }
    }

    static AuthorizationData parse(DerReader der, int number) throws WireException {
        List<Element> elements = new ArrayList<>();
        der.enterSequence(number, "authorization-data");
        while (!der.atEnd()) {
            if (elements.size() == MAX_ELEMENTS) {
                throw der.failure("element", Reason.TOO_MANY);
            }
            der.enter("element", Tag.SEQUENCE);
            int type = (int) der.integer(0, "ad-type", Integer.MIN_VALUE, Integer.MAX_VALUE);
            elements.add(new Element(type, Bytes.of(der.octets(1, "ad-data").toArray())));
            der.leave();
        }
        der.leave();
        return new AuthorizationData(elements);
    }
}
