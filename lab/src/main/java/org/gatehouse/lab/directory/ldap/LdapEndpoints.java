package org.gatehouse.lab.directory.ldap;

import java.nio.file.Path;

/**
 * Where LDAP is spoken: ports of 127.0.0.1, 0 for any free one.
 *
 * @param ldapPort in the clear, until a client asks for StartTLS ([RFC 4511] 4.14)
 * @param ldapsPort in TLS from the first byte
 * @param keyStore PKCS #12 with the server's key and its certificate, whose names are those of the domains' hosts
 * @param keyStorePassword of the file and of the key in it
 */
public record LdapEndpoints(int ldapPort, int ldapsPort, Path keyStore, String keyStorePassword) {
    @Override
    public String toString() {
        return "ldap " + ldapPort + ", ldaps " + ldapsPort + ", " + keyStore;
    }
}
