package org.gatehouse.negotiate;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;

/** The service that a {@link Forge} makes tokens for. */
public final class ForgedService {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private ForgedService() {}

    /** It has not seen any token yet. */
    public static NegotiateScheme mechanism(ServiceKeys keys, InstantSource clock) {
        LegStore<PendingLeg> legs = new LegStore<>(new LegStore.Bounds(16, 1 << 16, SKEW), clock);
        return new NegotiateScheme(
                List.of(acceptor(keys, clock)), Forge.SPN, legs.part((unfinished, reference, peer) -> {}));
    }

    public static KerberosAcceptor acceptor(ServiceKeys keys, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        ReplayCache replays = new ReplayCache(1 << 20, random);
        return new KerberosAcceptor(keys, new AcceptorClock(clock, SKEW), new Cryptosystem(random), replays);
    }
}
