package org.gatehouse.lab.kdc.policy;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.gatehouse.lab.account.Accounts;

/**
 * One of the realms that a KDC serves.
 *
 * @param name in upper case, {@code LAB.LOCALHOST}
 * @param clock what the KDC takes for the time, of what comes in and of what it issues; it may be shifted at any moment
 * @param policy asked once for each request
 */
public record KdcRealm(String name, Accounts accounts, InstantSource clock, Supplier<KdcPolicy> policy) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is no DNS name in upper case
     */
    public KdcRealm {
        if (!name.matches("[A-Z0-9._-]+")) {
            throw new IllegalArgumentException("realm is to be a DNS name in upper case, but is " + name);
        }
    }

    /** The time and the policy that a request which comes now is judged by. */
    public Moment moment() {
        return new Moment(clock.instant(), policy.get());
    }
}
