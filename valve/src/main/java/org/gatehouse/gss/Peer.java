package org.gatehouse.gss;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client as the server sees it.
 *
 * @param address for people to read; no decision rests on it. Behind a proxy it is what a header says, so whatever does
 *     not look like an address or a host name is left out
 * @param conversation where its next token is expected; empty where no other can follow (HTTP/1.0, and HTTP/2 and AJP,
 *     whose connections are shared)
 */
public record Peer(String address, Optional<Conversation> conversation) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.%_-]{1,64}");

    /** A client whose connection is not known. */
    public Peer(String address) {
        this(address, Optional.empty());
    }

    public Peer {
        address = ADDRESS.matcher(address).matches() ? address : "invalid address";
    }
}
