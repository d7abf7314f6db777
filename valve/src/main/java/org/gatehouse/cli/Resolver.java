package org.gatehouse.cli;

/** What a host name leads to. */
interface Resolver {
    /** Asks the network; takes some seconds at most where nobody answers. */
    Resolution resolve(String host);
}
