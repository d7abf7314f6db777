package org.gatehouse.browser;

import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.gatehouse.lab.Lab;

/** The password of a service is changed, and nobody makes its keytab anew: the KDC seals with a key that Tomcat lacks. */
final class PasswordChange {
    private PasswordChange() {}

    /** @param account its DN below the domain */
    static void of(Lab lab, String account) throws LdapException {
        lab.directory()
                .session()
                .modify(
                        new Dn(account + "," + lab.directory().domains().get(0).suffix()),
                        replace("userPassword", "Changed1!"),
                        replace("msDS-KeyVersionNumber", "2"));
    }

    private static DefaultModification replace(String attribute, String value) {
        return new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute, value);
    }
}
