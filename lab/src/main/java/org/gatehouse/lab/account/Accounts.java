package org.gatehouse.lab.account;

import java.util.List;

/** What the KDC asks of the directory. More than one answer is a fault of the domain that the KDC has to report. */
public interface Accounts {
    /** The accounts with this {@code sAMAccountName} or {@code userPrincipalName}, without regard to case. */
    List<Account> findByName(String name);

    /**
     * The accounts that own this {@code servicePrincipalName} literally ({@code HTTP/portal.lab.localhost}), without
     * regard to case. That HOST stands for HTTP is the KDC's business.
     */
    List<Account> findByServicePrincipalName(String servicePrincipalName);
}
