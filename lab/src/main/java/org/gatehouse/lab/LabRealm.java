package org.gatehouse.lab;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;

/** A realm of a running lab, with what can be changed about it while it runs. */
public final class LabRealm {
    private final DirectoryDomain directory;
    private final Controls controls;

    /** What the realm's KDC looks at for every request. It is there before the directory is. */
    static final class Controls implements Supplier<KdcPolicy> {
        private final ShiftedClock clock;
        private volatile KdcPolicy policy = KdcPolicy.OF_A_NEW_DOMAIN;

        Controls(InstantSource right) {
            clock = new ShiftedClock(right);
        }

        ShiftedClock clock() {
            return clock;
        }

        @Override
        public KdcPolicy get() {
            return policy;
        }

        void reset() {
            clock.setShift(Duration.ZERO);
            policy = KdcPolicy.OF_A_NEW_DOMAIN;
        }
    }

    LabRealm(DirectoryDomain directory, Controls controls) {
        this.directory = directory;
        this.controls = controls;
    }

    /** {@code LAB.LOCALHOST}. */
    public String name() {
        return directory.realm();
    }

    /** {@code lab.localhost}. */
    public String dnsName() {
        return directory.dnsName();
    }

    /** The realm's entries; changes count at once. */
    public DirectoryDomain directory() {
        return directory;
    }

    /** For changes of accounts and groups. */
    public DomainAdministration administration() {
        return directory.administration();
    }

    /** What the realm's KDC and its directory take for the time, of what comes in and of what they issue. */
    public ShiftedClock clock() {
        return controls.clock;
    }

    public KdcPolicy policy() {
        return controls.policy;
    }

    /** Counts from the next request on. */
    public void setPolicy(KdcPolicy policy) {
        controls.policy = policy;
    }

    /** The realm as its KDC is to serve it. */
    KdcRealm kdc() {
        return new KdcRealm(name(), directory.accounts(), controls.clock, controls);
    }

    void reset() {
        controls.reset();
    }

    @Override
    public String toString() {
        return name();
    }
}
