package org.gatehouse.negotiate;

import java.util.List;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.wire.Bytes;

/** What a client offers in SPNEGO's list, in words. */
final class OfferedMechanisms {
    private static final Bytes CAPABILITY = MechanismOid.NEGOTIATE_LATE_FALLBACK.content();

    private OfferedMechanisms() {}

    /** The mechanism that the client prefers: the first entry that is not a mere capability. */
    static Bytes first(NegTokenInit init) {
        return init.mechTypes().stream()
                .filter(oid -> !oid.equals(CAPABILITY))
                .findFirst()
                .orElse(CAPABILITY);
    }

    /** Each once: Kerberos has two identifiers. */
    static List<String> names(NegTokenInit init) {
        return init.mechTypes().stream().map(OfferedMechanisms::name).distinct().toList();
    }

    /** {@code NegoEx, Kerberos}. */
    static String list(NegTokenInit init) {
        return String.join(", ", names(init));
    }

    static String name(Bytes oid) {
        return MechanismOid.of(oid).map(MechanismOid::displayName).orElse("an unknown mechanism");
    }
}
