package org.gatehouse.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Mechanism;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.negotiate.NegotiateMechanism;

/** The whole acceptor, from SPNEGO's first octet to the answer's last. */
final class GatehouseContender implements Contender {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final AcceptorClock CLOCK = new AcceptorClock(InstantSource.system(), Duration.ofMinutes(5));

    private final Mechanism mechanism;

    GatehouseContender(EncryptionType type) {
        SecureRandom random = new SecureRandom();
        Cryptosystem cryptosystem = new Cryptosystem(random);
        ServiceKeys keys = ServiceKeys.of(new Keytab(List.of(ServiceKeyFile.entry(type))), "http.keytab", cryptosystem);
        ReplayCache replays = new ReplayCache(1 << 20, random);
        LegStore legs = new LegStore(100, 1 << 20, Duration.ofMinutes(1), CLOCK.source());
        this.mechanism =
                new NegotiateMechanism(new KerberosAcceptor(keys, CLOCK, cryptosystem, replays), Forge.SPN, legs);
    }

    @Override
    public void accept(FreshToken token) {
        Outcome outcome = mechanism.accept(token.bytes(), PEER);
        if (outcome instanceof Outcome.Rejected rejected) {
            throw new IllegalStateException(rejected.failure().toString());
        }
    }
}
