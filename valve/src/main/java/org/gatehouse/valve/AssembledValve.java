package org.gatehouse.valve;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Mechanism;
import org.gatehouse.negotiate.NegotiateMechanism;
import org.gatehouse.settings.Protect;
import org.gatehouse.settings.Settings;

/**
 * The parts of a started valve, put together from its settings.
 *
 * @param keys none in an outage
 * @param outage why nobody can sign in at the moment; of several reasons the first
 */
record AssembledValve(
        Mechanism mechanism, ServiceKeys keys, Protect protect, Challenges challenges, Optional<Failure> outage) {
    /** As many as Tomcat has connections (maxConnections), and a few. */
    static final int MAX_NEGOTIATIONS = 10_000;

    private static final int MAX_NEGOTIATION_BYTES = 1 << 24;

    /** For the negotiations of a valve between two tokens, which outlive a change of its keys. */
    static LegStore legs(InstantSource clock) {
        return new LegStore(MAX_NEGOTIATIONS, MAX_NEGOTIATION_BYTES, OpenNegotiations.MAX_PAUSE, clock);
    }

    static AssembledValve of(Settings settings, InstantSource clock, ReplayCache replays, LegStore legs) {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        try (settings) {
            ServiceKeys keys = ServiceKeys.merged(settings.keyFiles().stream()
                    .map(file -> ServiceKeys.of(file.keytab(), file.source(), cryptosystem, settings.encryptionTypes()))
                    .toList());
            AcceptorClock acceptorClock = new AcceptorClock(clock, settings.clockSkew());
            KerberosAcceptor acceptor =
                    new KerberosAcceptor(keys, acceptorClock, cryptosystem, replays, settings.policy());
            String service = keys.all().stream()
                    .map(key -> key.name().toString())
                    .filter(name -> name.indexOf('/') > 0) // not that of an account
                    .findFirst()
                    .orElse("HTTP/host");
            return new AssembledValve(
                    new NegotiateMechanism(acceptor, service, legs),
                    keys,
                    settings.protect(),
                    new Challenges(settings.mechanisms()),
                    settings.outage().stream().findFirst());
        }
    }

    /** Whether every request needs a sign-on, in an application with these constraints. */
    boolean coversAll(SecurityConstraint[] constraints) {
        return switch (protect) {
            case ALL -> true;
            case AUTO -> !asksForSignOn(constraints);
            case CONSTRAINTS -> false;
        };
    }

    /** A constraint without roles denies, and one without an auth-constraint allows, whoever asks. */
    private static boolean asksForSignOn(SecurityConstraint[] constraints) {
        for (SecurityConstraint constraint : constraints) {
            if (constraint.getAllRoles()
                    || constraint.getAuthenticatedUsers()
                    || constraint.findAuthRoles().length > 0) {
                return true;
            }
        }
        return false;
    }
}
