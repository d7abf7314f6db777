package org.gatehouse.gss;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client as the server sees it.
 *
 * @param address for people to read; no decision rests on it. Behind a proxy it is what a header says, so whatever does
 *     not look like an address or a host name is left out
 * @param connectionId of the connection that carries this request and the client's next one, and no other client's;
 *     empty where a connection is shared (HTTP/2, AJP), which has no second leg
 */
public record Peer(String address, Optional<String> connectionId) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.%_-]{1,64}");

    /** A client whose connection is not known. */
    public Peer(String address) {
        this(address, Optional.empty());
    }

    public Peer {
        address = ADDRESS.matcher(address).matches() ? address : "an address that is none";
    }
}
