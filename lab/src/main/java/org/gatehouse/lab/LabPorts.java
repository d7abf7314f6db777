package org.gatehouse.lab;

/**
 * Ports of 127.0.0.1; 0 is any free one.
 *
 * @param kdc for TCP and UDP alike
 */
public record LabPorts(int http, int https, int kdc, int ldap, int ldaps) {
    /** Any free ones. */
    public static final LabPorts ANY = new LabPorts(0, 0, 0, 0, 0);

    static final int MAX = 0xffff;

    /** Rejects what is no port. */
    public LabPorts {
        for (int port : new int[] {http, https, kdc, ldap, ldaps}) {
            if (port < 0 || port > MAX) {
                throw new IllegalArgumentException("A port is a number from 0 to " + MAX + ", not " + port);
            }
        }
    }
}
