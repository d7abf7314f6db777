package org.gatehouse.cli.spn;

/** What a host name leads to. */
public interface Resolver {
    /** Asks the network; takes some seconds at most where nobody answers. */
    Resolution resolve(String host);
}
