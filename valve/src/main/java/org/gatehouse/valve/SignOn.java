package org.gatehouse.valve;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.kerberos.AcceptorClock;
import org.gatehouse.kerberos.KerberosAcceptor;
import org.gatehouse.kerberos.Keytab;
import org.gatehouse.kerberos.ReplayCache;
import org.gatehouse.kerberos.ServiceKeys;
import org.gatehouse.mechanism.Mechanism;
import org.gatehouse.mechanisms.NegotiateMechanism;
import org.gatehouse.settings.Protect;
import org.gatehouse.settings.Settings;

/** The parts of a started valve, put together from its settings. */
record SignOn(Mechanism mechanism, ServiceKeys keys, Protect protect) {
    /** A thousand sign-ons a second for the ten minutes of the usual window are 600 000; 40 MB at the most. */
    private static final int REPLAY_CAPACITY = 1 << 20;

    static SignOn of(Settings settings, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        EnginePool engines = new EnginePool(random);
        try (Keytab keytab = settings.keytab()) {
            ServiceKeys keys = ServiceKeys.of(keytab, settings.keytabPath(), engines);
            KerberosAcceptor acceptor = new KerberosAcceptor(
                    keys,
                    new AcceptorClock(clock, settings.clockSkew()),
                    engines,
                    new ReplayCache(settings.clockSkew(), REPLAY_CAPACITY, random),
                    random);
            String service = keys.all().get(0).name().toString();
            return new SignOn(new NegotiateMechanism(acceptor, service), keys, settings.protect());
        }
    }
}
