package org.gatehouse.lab.kdc.message;

/** A client as a ticket names it. */
public record ClientName(String realm, KerberosName name) {
    @Override
    public String toString() {
        return name + "@" + realm;
    }
}
