package org.gatehouse.valve;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.negotiate.HttpAuthentication;
import org.gatehouse.negotiate.NegotiateScheme;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.negotiate.UserProofs;
import org.gatehouse.settings.Settings;

/** Gives a running valve other parts than its attributes could: mechanisms that only tests have, and outages. */
final class ReplacedParts {
    private ReplacedParts() {}

    /** Judges by these mechanisms, in this order. */
    static void mechanisms(SsoAuthenticator valve, GssMechanism... mechanisms) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // the field's type
        LegStore.Part<PendingLeg> legs = (LegStore.Part<PendingLeg>) field(run(valve), "legs");
        HttpAuthentication authentication = new HttpAuthentication(
                new NegotiateScheme(List.of(mechanisms), Forge.SPN, legs), UserProofs.standard());
        replace(valve, parts -> with(parts, parts.outage(), authentication));
    }

    /** The mechanism that judges Kerberos tokens by the keys of the valve. */
    static GssMechanism kerberos(SsoAuthenticator valve) throws ReflectiveOperationException {
        return run(valve).parts().kerberos();
    }

    /** Begins an outage, or ends it. */
    static void outage(SsoAuthenticator valve, Optional<Failure> outage) throws ReflectiveOperationException {
        replace(valve, parts -> with(parts, outage, parts.authentication()));
    }

    private static AssembledValve with(
            AssembledValve parts, Optional<Failure> outage, HttpAuthentication authentication) {
        AssembledValve.Base base = parts.base();
        Settings settings = base.settings();
        Settings changed = new Settings(
                List.of(),
                outage.stream().toList(),
                settings.protect(),
                settings.mechanisms(),
                settings.clockSkew(),
                settings.ticketLifetime(),
                settings.encryptionTypes(),
                settings.policy(),
                settings.replayFile(),
                settings.users(),
                settings.asking(),
                settings.fallback());
        return new AssembledValve(
                new AssembledValve.Base(changed, base.present(), base.cryptosystem(), base.ground()),
                parts.previous(),
                parts.keys(),
                parts.kerberos(),
                authentication,
                parts.challenges());
    }

    private static void replace(SsoAuthenticator valve, UnaryOperator<AssembledValve> change)
            throws ReflectiveOperationException {
        ValveRun run = run(valve);
        Field parts = ValveRun.class.getDeclaredField("parts");
        parts.setAccessible(true);
        parts.set(run, change.apply(run.parts()));
    }

    private static ValveRun run(SsoAuthenticator valve) throws ReflectiveOperationException {
        return (ValveRun) field(valve, "running");
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }
}
