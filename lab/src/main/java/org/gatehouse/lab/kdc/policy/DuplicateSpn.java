package org.gatehouse.lab.kdc.policy;

/** What becomes of a request for a service that two accounts own; Active Directory's KDCs have shown all three. */
public enum DuplicateSpn {
    /** The error that says what is wrong. */
    PRINCIPAL_NOT_UNIQUE,
    /** As if nobody owned the name: the error that [MS-KILE] leads one to expect, and that misleads. */
    S_PRINCIPAL_UNKNOWN,
    /** A ticket sealed with the key of the account that was created last, which need not be the one that the service has. */
    NEWEST_OWNER
}
