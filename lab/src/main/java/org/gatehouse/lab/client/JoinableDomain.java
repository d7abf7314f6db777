package org.gatehouse.lab.client;

import java.nio.file.Path;
import org.gatehouse.lab.clock.ShiftedClock;

/**
 * What a computer must be told to join a domain. The clients know no more of the lab than this, so the lab can start them
 * without the two knowing each other.
 */
public interface JoinableDomain {
    /** For {@code KRB5_CONFIG} of MIT's tools and {@code java.security.krb5.conf} of a JVM. */
    Path krb5Conf();

    /** Whom to trust for HTTPS and LDAPS, as PEM. */
    Path caCertificate();

    /** What programs at the computer take for the time. */
    ShiftedClock workstationClock();
}
