package org.gatehouse.lab.web;

import java.io.IOException;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Session;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardServer;
import org.gatehouse.valve.SsoAuthenticator;

/** The running portal. */
public final class Site {
    private final Parts parts;
    private final int httpPort;
    private final int httpsPort;

    /** @param ownListeners those of the server before the valve was started */
    record Parts(
            StandardServer server,
            StandardContext context,
            SsoAuthenticator valve,
            Gate gate,
            List<LifecycleListener> ownListeners) {}

    Site(Parts parts, int httpPort, int httpsPort) {
        this.parts = parts;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
    }

    public int httpPort() {
        return httpPort;
    }

    public int httpsPort() {
        return httpsPort;
    }

    /**
     * Makes a change and starts the valve anew, so that it reads its keytab; no request sees it stopped, and no other change
     * is made meanwhile.
     *
     * @throws IOException if the change fails, or the valve does not start with what it finds, as its log says
     */
    public void restartValve(Change change) throws IOException {
        parts.gate.whileClosed(() -> {
            change.make();
            restart();
        });
    }

    /**
     * Starts the valve with another way to sign in, until {@link #startAfresh}.
     *
     * @throws IOException if the valve does not start
     */
    public void useFallback(PortalFallback fallback) throws IOException {
        restartValve(() -> fallback.applyTo(parts.valve));
    }

    /**
     * Makes a change that no request sees half of, and ends everything that was before it: sessions, and what the valve
     * remembers of accepted authenticators.
     *
     * @throws IOException if the change, or the valve's start after it, fails
     */
    public void startAfresh(Change change) throws IOException {
        parts.gate.whileClosed(() -> {
            change.make();
            for (Session session : parts.context.getManager().findSessions()) {
                session.expire();
            }
            forgetReplays();
            PortalFallback.FORM.applyTo(parts.valve);
            restart();
        });
    }

    /** The valve hangs its memory on the server as a listener and makes a new one where it finds none. */
    private void forgetReplays() {
        for (LifecycleListener listener : parts.server.findLifecycleListeners()) {
            if (!parts.ownListeners.contains(listener)) {
                parts.server.removeLifecycleListener(listener);
            }
        }
    }

    private void restart() throws IOException {
        try {
            if (parts.valve.getState().isAvailable()) {
                parts.valve.stop();
            }
            parts.valve.start();
        } catch (LifecycleException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** What is done while no request is under way. */
    @FunctionalInterface
    public interface Change {
        void make() throws IOException;
    }
}
