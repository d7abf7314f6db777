package org.gatehouse.valve;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.ClientClocks;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.http.Challenges;
import org.gatehouse.http.Scheme;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.negotiate.HttpAuthentication;
import org.gatehouse.negotiate.NegotiateScheme;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.negotiate.UserProof;
import org.gatehouse.pac.sids.PacBelief;
import org.gatehouse.settings.OfferedMechanism;
import org.gatehouse.settings.PacAbsent;
import org.gatehouse.settings.Protect;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.UserSettings;

/**
 * The parts that judge requests, put together from settings: one immutable whole.
 *
 * @param base what they are made of
 * @param previous keys of passwords from before, which are accepted as well
 * @param keys that tickets are decrypted with, all of them
 * @param kerberos judges Kerberos tokens with exactly these keys
 */
record AssembledValve(
        Base base,
        PreviousPasswords previous,
        ServiceKeys keys,
        GssMechanism kerberos,
        HttpAuthentication authentication,
        Challenges challenges) {
    /** For the advice in refusals, where the keys name no service. */
    private static final String ANY_SERVICE = "HTTP/host";

    /**
     * What all of a valve's parts stand on, old ones and new ones.
     *
     * @param clientClocks what the clients' clocks say of this server's
     * @param newerKeys finds newer parts for a token that these could not decrypt
     */
    record Ground(
            InstantSource clock,
            ClientClocks clientClocks,
            ReplayCache replays,
            LegStore.Part<PendingLeg> legs,
            RenewingMechanism.NewerKeys newerKeys) {}

    /**
     * What parts are made of.
     *
     * @param settings whose key files are closed
     * @param present the keys of those files
     */
    record Base(Settings settings, ServiceKeys present, Cryptosystem cryptosystem, Ground ground) {}

    /**
     * Puts the parts together.
     *
     * @param settings are closed
     * @param previous keys of passwords from before
     */
    static AssembledValve of(Settings settings, Ground ground, PreviousPasswords previous) {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        try (settings) {
            ServiceKeys present = ServiceKeys.merged(settings.keyFiles().stream()
                    .map(file -> ServiceKeys.of(file.keytab(), file.source(), cryptosystem, settings.encryptionTypes()))
                    .toList());
            return of(new Base(settings, present, cryptosystem, ground), previous);
        }
    }

    private static AssembledValve of(Base base, PreviousPasswords previous) {
        Settings settings = base.settings();
        Ground ground = base.ground();
        ServiceKeys keys = previous.after(base.present());
        AcceptorClock clock = new AcceptorClock(ground.clock(), settings.clockSkew(), ground.clientClocks());
        KerberosAcceptor acceptor =
                new KerberosAcceptor(keys, clock, base.cryptosystem(), ground.replays(), settings.policy());
        GssMechanism renewing = new RenewingMechanism(acceptor, ground.newerKeys());
        return new AssembledValve(
                base,
                previous,
                keys,
                acceptor,
                new HttpAuthentication(
                        new NegotiateScheme(List.of(renewing), service(keys), ground.legs()), proof(settings, keys)),
                new Challenges(settings.mechanisms().stream()
                        .map(AssembledValve::scheme)
                        .toList()));
    }

    private static UserProof proof(Settings settings, ServiceKeys keys) {
        UserSettings users = settings.users();
        return new UserProof(
                new UserProof.Rules(
                        users.pacAbsent() == PacAbsent.REFUSE,
                        settings.encryptionTypes().contains(EncryptionType.RC4_HMAC),
                        new PacBelief(users.sidFilter()),
                        users.userName()),
                keys.realms());
    }

    /** The same without the keys of passwords that nobody can have a ticket of any more. */
    AssembledValve at(Instant now) {
        PreviousPasswords left = previous.at(now);
        return left.equals(previous) ? this : of(base, left);
    }

    /** The keys in the files, without those of passwords from before. */
    ServiceKeys present() {
        return base.present();
    }

    /** Why nobody can sign in at the moment, if there is no key to judge tickets with; of several reasons the first. */
    Optional<Failure> outage() {
        return base.settings().outage().stream().findFirst();
    }

    /** In the order of the attribute. */
    List<OfferedMechanism> offered() {
        return base.settings().mechanisms();
    }

    Protect protect() {
        return base.settings().protect();
    }

    private static String service(ServiceKeys keys) {
        return keys.all().stream()
                .map(key -> key.name().toString())
                .filter(name -> name.indexOf('/') > 0) // not that of an account
                .findFirst()
                .orElse(ANY_SERVICE);
    }

    private static Scheme scheme(OfferedMechanism mechanism) {
        return switch (mechanism) {
            case KERBEROS -> Scheme.NEGOTIATE;
        };
    }

    /** Schemes whose credentials are read. */
    Set<Scheme> asked() {
        return challenges.asked();
    }
}
