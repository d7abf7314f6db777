package org.gatehouse.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.Credentials;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.negotiate.HttpAuthentication;
import org.gatehouse.negotiate.NegotiateScheme;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.negotiate.UserProofs;
import org.gatehouse.valve.SsoPrincipal;

/** The whole acceptor, from SPNEGO's first octet to the answer's last, with the PAC, and an application that asks for something. */
final class GatehouseContender implements Contender {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final AcceptorClock CLOCK = new AcceptorClock(InstantSource.system(), Duration.ofMinutes(5));

    private static final Reference REFERENCE = new Reference(1);

    private final HttpAuthentication authentication;
    private final Consumer<SsoPrincipal> application;

    /** @param application what is asked of each user */
    GatehouseContender(EncryptionType type, Consumer<SsoPrincipal> application) {
        this.application = application;
        SecureRandom random = new SecureRandom();
        Cryptosystem cryptosystem = new Cryptosystem(random);
        ServiceKeys keys = ServiceKeys.of(new Keytab(List.of(ServiceKeyFile.entry(type))), "http.keytab", cryptosystem);
        ReplayCache replays = new ReplayCache(1 << 20, random);
        LegStore<PendingLeg> legs =
                new LegStore<>(new LegStore.Bounds(100, 1 << 20, Duration.ofMinutes(1)), CLOCK.source());
        NegotiateScheme scheme = new NegotiateScheme(
                List.of(new KerberosAcceptor(keys, CLOCK, cryptosystem, replays)),
                Forge.SPN,
                legs.part((unfinished, reference, peer) -> {}));
        this.authentication = new HttpAuthentication(scheme, UserProofs.standard());
    }

    @Override
    public void accept(FreshToken token) {
        Outcome outcome = authentication
                .accept(new Credentials.Negotiate(token.bytes()), PEER, REFERENCE)
                .orElseThrow();
        Outcome.Established established = Outcomes.established(outcome);
        if (established.identity().authorization().isEmpty()) {
            throw new IllegalStateException("the PAC was not read");
        }
        application.accept(SsoPrincipal.of(established.identity()));
        established.context().close();
    }
}
