package org.gatehouse.spnego;

import org.gatehouse.gss.MicProvider;
import org.gatehouse.identity.Identity;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.wire.Bytes;

/** What SPNEGO waits for between two tokens. */
public sealed interface NegotiationLeg extends LegStore.Leg {
    /** Objects, names and derived keys: a generous guess, so that a full store is smaller than it was meant to be. */
    int OVERHEAD = 2048;

    /**
     * A Kerberos token is to come.
     *
     * @param rawMechTypes what is to be signed
     * @param chosen the identifier of Kerberos that the client has used
     * @param micRequired Kerberos was not the first of the list
     */
    record AwaitToken(Bytes rawMechTypes, Bytes chosen, boolean micRequired) implements NegotiationLeg {
        /** Keeps a part of the client's token, not the whole of it. */
        public static AwaitToken of(NegTokenInit init, Bytes chosen, boolean micRequired) {
            return new AwaitToken(Bytes.of(init.rawMechTypes().toArray()), Bytes.of(chosen.toArray()), micRequired);
        }

        @Override
        public int weight() {
            return OVERHEAD + rawMechTypes.length() + chosen.length();
        }
    }

    /** Kerberos has done its work; the client's signature is to come. */
    record AwaitMic(Bytes rawMechTypes, Bytes chosen, Identity identity, MicProvider mics) implements NegotiationLeg {
        @Override
        public int weight() {
            return OVERHEAD + rawMechTypes.length() + chosen.length();
        }
    }
}
