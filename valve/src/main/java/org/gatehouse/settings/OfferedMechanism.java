package org.gatehouse.settings;

import java.util.Locale;

/** A way to sign in that clients are offered: one of the values of the attribute {@code mechanisms}. */
public enum OfferedMechanism {
    /** Kerberos, by SPNEGO (RFC 4559). */
    KERBEROS;

    /** {@code kerberos}. */
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
