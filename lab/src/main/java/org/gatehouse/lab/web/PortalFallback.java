package org.gatehouse.lab.web;

import java.net.URI;
import java.util.Optional;
import org.gatehouse.valve.SsoAuthenticator;

/**
 * The portal's other way to sign in, for those whom no ticket signs in.
 *
 * @param kind as the valve's attribute {@code fallback} has it
 * @param location where {@code redirect} leads
 */
public record PortalFallback(String kind, Optional<URI> location) {
    /** A page that says what happened, and leads nowhere else. */
    public static final PortalFallback NONE = new PortalFallback("none", Optional.empty());

    /** The portal's own form: what there is at the start. */
    public static final PortalFallback FORM = new PortalFallback("form", Optional.empty());

    /** Another server, which is told where to lead back to in the parameter {@code ReturnUrl}. */
    public static PortalFallback redirect(URI location) {
        return new PortalFallback("redirect", Optional.of(location));
    }

    /** Sets the attributes of a valve, which reads them at its start. */
    public void applyTo(SsoAuthenticator valve) {
        valve.setFallback(kind);
        location.ifPresent(place -> valve.setFallbackLocation(place.toString()));
    }
}
