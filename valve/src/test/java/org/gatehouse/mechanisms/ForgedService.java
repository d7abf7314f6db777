package org.gatehouse.mechanisms;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.kerberos.AcceptorClock;
import org.gatehouse.kerberos.Forge;
import org.gatehouse.kerberos.KerberosAcceptor;
import org.gatehouse.kerberos.ReplayCache;
import org.gatehouse.kerberos.ServiceKeys;
import org.gatehouse.mechanism.LegStore;

/** The service that a {@link Forge} makes tokens for. */
public final class ForgedService {
    private static final Duration SKEW = Duration.ofMinutes(5);

    private ForgedService() {}

    /** It has not seen any token yet. */
    public static NegotiateMechanism mechanism(ServiceKeys keys, InstantSource clock) {
        return new NegotiateMechanism(acceptor(keys, clock), Forge.SPN, new LegStore(16, 1 << 16, SKEW, clock));
    }

    public static KerberosAcceptor acceptor(ServiceKeys keys, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        ReplayCache replays = new ReplayCache(1000, random);
        return new KerberosAcceptor(keys, new AcceptorClock(clock, SKEW), new EnginePool(random), replays);
    }
}
