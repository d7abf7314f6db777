package org.gatehouse.lab.account;

import java.util.List;
import java.util.Optional;

/**
 * An account as the KDC sees it.
 *
 * @param samAccountName {@code alice}, {@code WS1$}, {@code krbtgt}
 * @param dnsHostName of a computer; its salt does not depend on it ([MS-KILE] 3.1.1.2)
 * @param userAccountControl the flags of [MS-ADTS] 2.2.16
 * @param supportedEncryptionTypes {@code msDS-SupportedEncryptionTypes} ([MS-KILE] 2.2.7); 0 when the attribute is absent
 * @param keyVersionNumber {@code msDS-KeyVersionNumber}: how often the password was set
 * @param password from which the keys are derived; never printed
 */
public record Account(
        String samAccountName,
        Kind kind,
        Optional<String> userPrincipalName,
        Optional<String> dnsHostName,
        List<String> servicePrincipalNames,
        int userAccountControl,
        int supportedEncryptionTypes,
        int keyVersionNumber,
        String password) {

    /** Users and computers have different salts. */
    public enum Kind {
        USER,
        COMPUTER
    }

    /** {@code ADS_UF_ACCOUNTDISABLE} of [MS-ADTS] 2.2.16. */
    private static final int ACCOUNT_DISABLE = 0x0002;

    public Account {
        servicePrincipalNames = List.copyOf(servicePrincipalNames);
    }

    public boolean disabled() {
        return (userAccountControl & ACCOUNT_DISABLE) != 0;
    }

    @Override
    public String toString() {
        return kind + " " + samAccountName + " " + servicePrincipalNames;
    }
}
