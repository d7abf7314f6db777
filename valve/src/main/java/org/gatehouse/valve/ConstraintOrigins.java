package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/**
 * Where the constraints of an application come from. Tomcat merges the descriptors, the fragments of libraries and the
 * annotations into one list without origins, so it is told by the time at which one appears:
 *
 * <ul>
 *   <li>before the start of the application: a program put it there;
 *   <li>when the valve starts, Tomcat has merged: what equals a constraint of the own descriptors is theirs;
 *   <li>until the application has started, initializers and listeners add theirs, which may be a library's;
 *   <li>after that a program adds it, unless it looks as one that Tomcat makes for a servlet: an initializer may have kept
 *       the registration and map the servlet to one more address.
 * </ul>
 *
 * <p>Whatever cannot be told is a library's, which opens nothing.
 */
final class ConstraintOrigins implements LifecycleListener {
    private final Context context;
    /** By identity. Those of libraries stay known where a stop of the application leaves its constraints. */
    private final IdentityHashMap<SecurityConstraint, ConstraintOrigin> known = new IdentityHashMap<>();

    private boolean started;

    private ConstraintOrigins(Context context) {
        this.context = context;
    }

    /** Begins to look, from before the application's start on. */
    static ConstraintOrigins of(Context context) {
        ConstraintOrigins origins = new ConstraintOrigins(context);
        context.addLifecycleListener(origins);
        return origins;
    }

    void end() {
        context.removeLifecycleListener(this);
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        switch (event.getType()) {
            case Lifecycle.BEFORE_START_EVENT -> beforeStart();
            case Lifecycle.AFTER_START_EVENT -> hasStarted();
            default -> {} // the other times tell nothing
        }
    }

    private synchronized void beforeStart() {
        started = false;
        known.keySet().retainAll(Arrays.asList(context.findConstraints()));
        settle(constraint -> ConstraintOrigin.PROGRAM);
    }

    /** The valve starts: Tomcat has merged the descriptors. */
    synchronized void merged(OwnDescriptors descriptors) {
        settle(constraint -> descriptors.origin(constraint).orElse(ConstraintOrigin.LIBRARY));
        started = context.getState().isAvailable(); // then this valve was added later
    }

    private synchronized void hasStarted() {
        settle(constraint -> ConstraintOrigin.LIBRARY);
        started = true;
    }

    /** Of those that are not known yet. */
    private void settle(Function<SecurityConstraint, ConstraintOrigin> origin) {
        for (SecurityConstraint constraint : context.findConstraints()) {
            known.computeIfAbsent(constraint, origin);
        }
    }

    /** One for each of these, which are the application's at the moment. */
    synchronized List<ConstraintOrigin> of(List<SecurityConstraint> constraints) {
        List<ConstraintOrigin> origins = new ArrayList<>();
        for (SecurityConstraint constraint : constraints) {
            origins.add(known.computeIfAbsent(constraint, this::fresh));
        }
        return List.copyOf(origins);
    }

    private ConstraintOrigin fresh(SecurityConstraint constraint) {
        return started && !isOfServlet(constraint) ? ConstraintOrigin.PROGRAM : ConstraintOrigin.LIBRARY;
    }

    /** Whether it is such a one as {@code SecurityConstraint.createConstraints} makes: nameless, for one servlet mapping. */
    private boolean isOfServlet(SecurityConstraint constraint) {
        SecurityCollection[] collections = constraint.findCollections();
        if (constraint.getDisplayName() != null || collections.length != 1) {
            return false;
        }
        String[] patterns = collections[0].findPatterns();
        return collections[0].getName() == null
                && patterns.length == 1
                && context.findServletMapping(patterns[0]) != null;
    }
}
