package org.gatehouse.mechanism;

import java.util.regex.Pattern;

/**
 * The client as the server sees it.
 *
 * @param address for people to read; no decision rests on it. Behind a proxy it is what a header says, so whatever does
 *     not look like an address or a host name is left out
 */
public record Peer(String address) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.%_-]{1,64}");

    public Peer {
        address = ADDRESS.matcher(address).matches() ? address : "an address that is none";
    }
}
