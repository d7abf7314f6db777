package org.gatehouse.kerberos;

import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Finds the PAC in a ticket's authorization data: AD-WIN2K-PAC inside AD-IF-RELEVANT (RFC 4120 §5.2.6.1, [MS-KILE] 3.4.5.3).
 * A KDC puts one there. Two would be one for those who read the first and another for those who read the last.
 */
public final class PacElement {
    private static final int AD_IF_RELEVANT = 1;
    private static final int AD_WIN2K_PAC = 128;

    /** Windows nests once; the other levels are for a KDC that wraps what it has copied. */
    private static final int MAX_NESTING = 3;

    private Optional<Bytes> pac = Optional.empty();

    private PacElement() {}

    /**
     * The PAC; empty if there is none. It is a view of the authorization data.
     *
     * @param authorizationData DER of AuthorizationData; empty for a ticket without any
     */
    public static Optional<Bytes> of(Bytes authorizationData) throws WireException {
        PacElement element = new PacElement();
        if (!authorizationData.isEmpty()) {
            element.search(authorizationData, 0);
        }
        return element.pac;
    }

    private void search(Bytes authorizationData, int nesting) throws WireException {
        DerReader der = new DerReader(authorizationData.cursor("AuthorizationData"));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        while (!der.atEnd()) {
            der.enter("element", Tag.SEQUENCE);
            long type = der.integer(0, "ad-type", Integer.MIN_VALUE, Integer.MAX_VALUE);
            Bytes data = der.octets(1, "ad-data");
            if (type == AD_WIN2K_PAC && nesting > 0) {
                if (pac.isPresent()) {
                    throw der.failure("ad-type", Reason.DUPLICATE);
                }
                pac = Optional.of(data);
            } else if (type == AD_IF_RELEVANT) {
                if (nesting == MAX_NESTING) {
                    throw der.failure("ad-data", Reason.TOO_DEEP);
                }
                search(data, nesting + 1);
            }
            der.leave();
        }
        der.leave();
        der.expectEnd();
    }
}
