package org.gatehouse.lab.account;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

    DomainIdentity identity();

    /** What services are told about the account; empty if it has gone meanwhile. */
    Optional<LogonFacts> factsOf(Account account);

    /**
     * The domain's domain-local security groups that have one of these as a member, directly or through other domain-local
     * groups; in the order of the RIDs. Members may be accounts and groups of this domain or of others.
     */
    List<DomainSid> domainLocalGroups(Collection<DomainSid> members);

    /** The realm's direct trusts. */
    List<Trust> trusts();

    DomainPolicy policy();

    /** Somebody gave a wrong password for the account: it is counted, and locks the account where the policy says so. */
    void logonFailed(Account account, Instant now);

    /** Somebody gave the right password: the count starts again, a lock that has run out is taken away. */
    void loggedOn(Account account, Instant now);
}
