package org.gatehouse.valve;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.catalina.Authenticator;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.NonLoginAuthenticator;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/**
 * Authenticators in the pipeline of an application beside one of ours, be they Tomcat's, another product's, or ours again.
 * Each of them leaves alone whom the one in front has let in. So the first decides alone, and what a second demands (fewer
 * realms, other names) would count for nothing while the configuration says otherwise.
 *
 * <p>All valves of the configuration are in the pipeline before the first of them is started, and so is the authenticator
 * that Tomcat's {@code ContextConfig} makes from a {@code <login-config>}, which it does only where there is none. So ours sees the others
 * wherever it stands. One that a program adds later is told of by an event of the container.
 */
final class OtherAuthenticators {
    private OtherAuthenticators() {}

    /** The classes of the others in the pipeline that {@code own} is in, or is about to be added to. */
    static Set<String> of(SsoAuthenticator own, Context context) {
        Set<String> classes = new TreeSet<>();
        boolean passed = false;
        for (Valve valve : context.getPipeline().getValves()) {
            if (valve == own) {
                passed = true;
            } else if (competes(valve, passed)) {
                classes.add(valve.getClass().getName());
            }
        }
        return classes;
    }

    /**
     * Whether it is up to {@code own} to tell of it: the first of ours in a context that starts does, and so does one that is
     * added to a running context, where the others have not known of it.
     */
    static boolean isTold(SsoAuthenticator own, Context context) {
        if (context.getState().isAvailable()) {
            return false;
        }
        for (Valve valve : context.getPipeline().getValves()) {
            if (valve instanceof SsoAuthenticator) {
                return valve != own;
            }
        }
        return false;
    }

    /** Whether this, added to an application where one of ours already runs, is one too many. */
    static boolean isOneTooMany(Valve added) {
        return competes(added, true);
    }

    /**
     * An embedded Tomcat puts one that asks nobody behind everything else, unless the application says how it wants its
     * users to sign in: there it does no harm.
     */
    private static boolean competes(Valve valve, boolean behind) {
        return valve instanceof Authenticator && !(behind && valve instanceof NonLoginAuthenticator);
    }

    /** @param others at least one class */
    static Failure failure(Set<String> others, Context context) {
        Set<String> classes = new TreeSet<>(others);
        classes.add(SsoAuthenticator.class.getName());
        List<String> files = ValveFiles.of(context, classes);
        return new Failure(
                FailureCode.SEVERAL_AUTHENTICATORS,
                "the application " + ApplicationName.of(context) + " has more than one authenticator: this valve and "
                        + String.join(", ", others) + ". "
                        + (files.isEmpty()
                                ? "No file that Tomcat reads for it names them: a program adds them."
                                : "They are in " + String.join(", ", files) + "."),
                "Keep one of them: the first would decide alone.");
    }
}
