package org.gatehouse.valve;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.negotiate.HttpAuthentication;
import org.gatehouse.negotiate.NegotiateScheme;
import org.gatehouse.negotiate.PendingLeg;

/** Gives a running valve other parts than its attributes could: mechanisms that only tests have, and outages. */
final class ReplacedParts {
    private ReplacedParts() {}

    /** Judges by these mechanisms, in this order. */
    static void mechanisms(SsoAuthenticator valve, GssMechanism... mechanisms) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // the field's type
        LegStore.Part<PendingLeg> legs = (LegStore.Part<PendingLeg>) field(run(valve), "legs");
        HttpAuthentication authentication =
                new HttpAuthentication(new NegotiateScheme(List.of(mechanisms), Forge.SPN, legs));
        replace(valve, with(run(valve).parts(), "authentication", authentication));
    }

    /** The mechanism that judges Kerberos tokens by the keys of the valve. */
    static GssMechanism kerberos(SsoAuthenticator valve) throws ReflectiveOperationException {
        return run(valve).parts().kerberos();
    }

    /** Begins an outage, or ends it. */
    static void outage(SsoAuthenticator valve, Optional<Failure> outage) throws ReflectiveOperationException {
        AssembledValve parts = run(valve).parts();
        Object base = field(parts, "base");
        Object settings =
                with(field(base, "settings"), "outage", outage.stream().toList());
        replace(valve, with(parts, "base", with(base, "settings", settings)));
    }

    private static void replace(SsoAuthenticator valve, Object parts) throws ReflectiveOperationException {
        Field field = ValveRun.class.getDeclaredField("parts");
        field.setAccessible(true);
        field.set(run(valve), parts);
    }

    /** The record with another value of one of its components. */
    private static Object with(Object of, String name, Object value) throws ReflectiveOperationException {
        RecordComponent[] components = of.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getName().equals(name) ? value : field(of, components[i].getName());
        }
        Constructor<?> constructor = of.getClass().getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
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
