package org.gatehouse.identity;

/**
 * A user whose sign-in was accepted.
 *
 * @param name within the realm, e.g. {@code alice}; separators inside a component are escaped, so that it cannot be
 *     mistaken for another user's
 * @param realm the realm or domain that vouches for the user, e.g. {@code EXAMPLE.COM}
 * @param evidence what the sign-in rests on
 */
public record Identity(String name, String realm, Evidence evidence) {
    /** {@code alice@EXAMPLE.COM}: two realms may have an alice each. */
    public String qualifiedName() {
        return name + "@" + realm;
    }
}
