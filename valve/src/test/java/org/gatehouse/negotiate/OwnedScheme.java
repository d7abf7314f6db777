package org.gatehouse.negotiate;

import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;

/** A scheme whose contexts the test owns: they are closed when it has ended. */
record OwnedScheme(NegotiateScheme scheme) {
    Outcome accept(Bytes token, Peer peer, Reference reference) {
        return Outcomes.owned(scheme.accept(token, peer, reference));
    }
}
