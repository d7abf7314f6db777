package org.gatehouse.lab.account;

import java.util.List;
import java.util.Optional;

/**
 * An account as the KDC sees it.
 *
 * @param samAccountName {@code alice}, {@code WS1$}, {@code krbtgt}
 * @param dnsHostName of a computer; its salt does not depend on it ([MS-KILE] 3.1.1.2)
 * @param supportedEncryptionTypes {@code msDS-SupportedEncryptionTypes} ([MS-KILE] 2.2.7); 0 when the attribute is absent
 */
public record Account(
        String samAccountName,
        Kind kind,
        Optional<String> userPrincipalName,
        Optional<String> dnsHostName,
        List<String> servicePrincipalNames,
        int supportedEncryptionTypes,
        Password password,
        AccountState state) {

    /** Users and computers have different salts. */
    public enum Kind {
        USER,
        COMPUTER
    }

    public Account {
        servicePrincipalNames = List.copyOf(servicePrincipalNames);
    }

    /** The same account with other keys. */
    public Account withKeys(int newSupportedEncryptionTypes, Password newPassword) {
        return with(newSupportedEncryptionTypes, newPassword, state);
    }

    /** The same account in another state. */
    public Account withState(AccountState newState) {
        return with(supportedEncryptionTypes, password, newState);
    }

    private Account with(int types, Password newPassword, AccountState newState) {
        return new Account(
                samAccountName,
                kind,
                userPrincipalName,
                dnsHostName,
                servicePrincipalNames,
                types,
                newPassword,
                newState);
    }

    @Override
    public String toString() {
        return kind + " " + samAccountName + " " + servicePrincipalNames;
    }
}
