package org.gatehouse.identity;

/**
 * A user whose sign-on was accepted.
 *
 * @param name within the realm, e.g. {@code alice}; separators inside a component are escaped, so that it can't be
 *     mistaken for another user's
 * @param realm the realm or domain that vouches for the user, e.g. {@code EXAMPLE.COM}
 * @param ticket what the sign-on rests on
 */
public record Identity(String name, String realm, TicketFacts ticket) {
    /** {@code alice@EXAMPLE.COM}: two realms may have an alice each. */
    public String qualifiedName() {
        return name + "@" + realm;
    }
}
