package org.gatehouse.valve;

import java.util.List;
import java.util.Optional;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.wire.Bytes;

/**
 * A mechanism whose keys may have been replaced: a token that it cannot decrypt is judged again with the newest keys, if
 * there are any. The first judgement has remembered nothing of the token, so the second one is not a replay.
 */
record RenewingMechanism(GssMechanism current, NewerKeys newerKeys) implements GssMechanism {
    /** Looks for newer keys, when a token needs them. */
    @FunctionalInterface
    interface NewerKeys {
        /** The mechanism with newer keys than those of {@code stale}; empty if there are none. */
        Optional<GssMechanism> than(GssMechanism stale);
    }

    @Override
    public List<MechanismOid> oids() {
        return current.oids();
    }

    @Override
    public boolean isOurs(Bytes token) {
        return current.isOurs(token);
    }

    @Override
    public Step<Leg> begin(Bytes token, Peer peer) {
        Step<Leg> step = current.begin(token, peer);
        return step.fold(
                done -> done,
                more -> more,
                refused ->
                        refused.failure().code().category().newerKeysMayHelp() ? again(refused, token, peer) : refused,
                unavailable -> unavailable);
    }

    private Step<Leg> again(Step.Refused<Leg> refused, Bytes token, Peer peer) {
        Optional<GssMechanism> newer = newerKeys.than(current);
        return newer.isPresent() ? newer.get().begin(token, peer) : refused;
    }
}
