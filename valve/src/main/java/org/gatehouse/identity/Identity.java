package org.gatehouse.identity;

import java.util.Optional;

/**
 * A user whose sign-in was accepted.
 *
 * @param name within the realm, e.g. {@code alice}; separators inside a component are escaped, so that it cannot be
 *     mistaken for another user's
 * @param realm the realm or domain that vouches for the user, e.g. {@code EXAMPLE.COM}
 * @param userName what applications call the user, in the format that the administrator chose
 * @param authorization what is proven of the account and its groups; empty where nobody vouches for any
 * @param evidence what the sign-in rests on
 */
public record Identity(
        String name, String realm, String userName, Optional<Authorization> authorization, Evidence evidence) {
    /** A user of whom nothing but the name is proven, and who is called {@link #qualifiedName}. */
    public static Identity of(String name, String realm, Evidence evidence) {
        return new Identity(name, realm, name + "@" + realm, Optional.empty(), evidence);
    }

    /** {@code alice@EXAMPLE.COM}: two realms may have an alice each. */
    public String qualifiedName() {
        return name + "@" + realm;
    }

    /** The same user, with what has been proven of them since. */
    public Identity with(Authorization proven) {
        return new Identity(name, realm, userName, Optional.of(proven), evidence);
    }

    /** The same user under another name. */
    public Identity called(String otherName) {
        return new Identity(name, realm, otherName, authorization, evidence);
    }
}
