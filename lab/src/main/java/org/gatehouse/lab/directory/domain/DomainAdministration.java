package org.gatehouse.lab.directory.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Account;

/**
 * What a domain administrator does to the accounts of one domain; every change counts at once, for the KDC and over LDAP.
 * An account is named by its {@code sAMAccountName} (of a computer with or without the dollar sign), its {@code
 * userPrincipalName} or its DN, without regard to case.
 */
public interface DomainAdministration {
    /** Every account, in the order of the RIDs. */
    List<Account> accounts();

    Optional<Account> find(String name);

    /** {@code CN=Alice Liddell,CN=Users,DC=lab,DC=localhost}. */
    String distinguishedName(String name) throws AdministrationException;

    /** Adds without looking who owns the name already: a duplicate is what a lab wants now and then. */
    void addServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException;

    /** Removes the value, compared without regard to case. */
    void removeServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException;

    void setUserPrincipalName(String name, String userPrincipalName) throws AdministrationException;

    /**
     * Sets a password, and with it {@code pwdLastSet} and the next key version; tickets are sealed with the new key from
     * now on.
     *
     * @return the new {@code msDS-KeyVersionNumber}
     */
    int setPassword(String name, String password) throws AdministrationException;

    /** Makes the user change the password at the next logon ({@code pwdLastSet} 0). */
    void requireNewPassword(String name) throws AdministrationException;

    /** Sets or clears a flag of {@code userAccountControl}, one of the constants of AccountState. */
    void setControl(String name, int flag, boolean on) throws AdministrationException;

    /** Sets {@code accountExpires}; empty for never. */
    void setExpiry(String name, Optional<Instant> end) throws AdministrationException;

    /** Locks the account from now on, as too many wrong passwords do. */
    void lock(String name) throws AdministrationException;

    void unlock(String name) throws AdministrationException;

    /** Sets {@code msDS-SupportedEncryptionTypes} ([MS-KILE] 2.2.7); 0 removes it. */
    void setEncryptionTypes(String name, int types) throws AdministrationException;

    /** Creates a user below {@code CN=Users}, with what Active Directory sets by itself. */
    void createUser(String samAccountName, String password) throws AdministrationException;

    /** Creates a computer below {@code CN=Computers}, with its default service principal names and a random password. */
    void createComputer(String name) throws AdministrationException;

    /** Makes a user, computer or group a member of the group with this {@code sAMAccountName}, which is created if need be. */
    void addToGroup(String name, String group) throws AdministrationException;

    void delete(String name) throws AdministrationException;
}
