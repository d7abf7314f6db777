package org.gatehouse.gss;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The client as the server sees it.
 *
 * @param address for people to read; no decision rests on it. Behind a proxy it is what a header says, so whatever does
 *     not look like an address or a host name is left out
 * @param userAgent what the program calls itself; cut, since it only tells clients apart
 * @param own the client on its own connection; empty if several clients may share the connection, or it is not known
 * @param transport why another token can follow on that connection, or cannot
 */
public record Peer(String address, String userAgent, Optional<Conversation> own, Transport transport) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.%_-]{1,64}");

    /** A client whose connection is not known. */
    public Peer(String address) {
        this(address, Optional.empty());
    }

    /** A client of a connection that stays open, or of one that is not known. */
    public Peer(String address, Optional<Conversation> conversation) {
        this(
                address,
                conversation.map(Conversation::userAgent).orElse(""),
                conversation,
                conversation.isPresent() ? Transport.HTTP_1_1 : Transport.UNKNOWN);
    }

    public Peer {
        address = ADDRESS.matcher(address).matches() ? address : "invalid address";
        userAgent = Conversation.cutUserAgent(userAgent);
    }

    /** Where its next token is expected; empty where no other can follow. */
    public Optional<Conversation> conversation() {
        return transport.carriesNextToken() ? own : Optional.empty();
    }

    /** The connection that brought its token; empty if several clients may share it, or it is not known. */
    public Optional<String> connection() {
        return own.map(Conversation::connectionId);
    }
}
