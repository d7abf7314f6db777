package org.gatehouse.pac;

/** Who vouches for a PAC. */
public enum PacTrust {
    /**
     * The service's own key signed it. Nobody without that key has changed it; anyone who has the key could have made it up (a
     * silver ticket).
     */
    SERVER_KEY,
    /** A domain controller said that it issued it. */
    DOMAIN_CONTROLLER
}
