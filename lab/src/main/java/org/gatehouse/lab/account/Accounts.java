package org.gatehouse.lab.account;

import java.time.Instant;
import java.util.List;

/**
 * What the KDC of one realm asks of its directory, and what it tells it. More than one answer is a fault of the domain
 * that the KDC has to report.
 */
public interface Accounts {
    /** The accounts with this {@code sAMAccountName} or {@code userPrincipalName}, without regard to case. */
    List<Account> findByName(String name);

    /**
     * The accounts that own this {@code servicePrincipalName} literally ({@code HTTP/portal.lab.localhost}), without
     * regard to case, in the order of their RIDs: the newest is the last. That HOST stands for HTTP is the KDC's business.
     */
    List<Account> findByServicePrincipalName(String servicePrincipalName);

    /** The realm's direct trusts. */
    List<Trust> trusts();

    DomainPolicy policy();

    /** Somebody gave a wrong password for the account: it is counted, and locks the account where the policy says so. */
    void logonFailed(Account account, Instant now);

    /** Somebody gave the right password: the count starts again, a lock that has run out is taken away. */
    void loggedOn(Account account, Instant now);
}
