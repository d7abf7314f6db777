package org.gatehouse.lab.command;

import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.KdcPolicy;

/** A domain of the lab as the commands see it. */
public interface RealmControl {
    /** {@code LAB.LOCALHOST}. */
    String name();

    /** {@code lab.localhost}. */
    String dnsName();

    /** {@code LAB}. */
    String netBiosName();

    /** {@code DC=lab,DC=localhost}. */
    String suffix();

    DomainAdministration administration();

    /** Of its KDC and its directory. */
    ShiftedClock clock();

    KdcPolicy kdcPolicy();

    void setKdcPolicy(KdcPolicy policy);

    DomainPolicy domainPolicy();

    /** How many wrong passwords lock an account; 0 for never. */
    void setLockoutThreshold(int wrongPasswords) throws AdministrationException;
}
