package org.gatehouse.valve;

import java.util.function.Consumer;
import org.apache.catalina.Container;
import org.apache.catalina.ContainerEvent;
import org.apache.catalina.ContainerListener;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Valve;

/**
 * What a running valve has to know of its application. The constraints are complete only when the application has started:
 * annotations, initializers and listeners add some after the valve's own start.
 */
final class ContextEvents implements LifecycleListener, ContainerListener {
    private final Context context;
    private final Runnable started;
    private final Consumer<Valve> valveAdded;

    private ContextEvents(Context context, Runnable started, Consumer<Valve> valveAdded) {
        this.context = context;
        this.started = started;
        this.valveAdded = valveAdded;
    }

    /** Begins to listen. */
    static ContextEvents of(Context context, Runnable started, Consumer<Valve> valveAdded) {
        ContextEvents events = new ContextEvents(context, started, valveAdded);
        context.addLifecycleListener(events);
        context.addContainerListener(events);
        return events;
    }

    void end() {
        context.removeLifecycleListener(this);
        context.removeContainerListener(this);
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.AFTER_START_EVENT)) {
            started.run();
        }
    }

    @Override
    public void containerEvent(ContainerEvent event) {
        if (event.getType().equals(Container.ADD_VALVE_EVENT) && event.getData() instanceof Valve valve) {
            valveAdded.accept(valve);
        }
    }
}
