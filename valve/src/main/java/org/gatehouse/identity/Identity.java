package org.gatehouse.identity;

import java.util.Optional;

/**
 * A user whose sign-in was accepted.
 *
 * @param name within the realm, e.g. {@code alice}; separators inside a component are escaped, so that it cannot be
 *     mistaken for another user's
 * @param realm the realm or domain that vouches for the user, e.g. {@code EXAMPLE.COM}
 * @param names what applications call the user
 * @param authorization what is proven of the account and its groups; empty where nobody vouches for any
 * @param evidence what the sign-in rests on
 */
public record Identity(
        String name, String realm, Names names, Optional<Authorization> authorization, Evidence evidence) {
    /**
     * What applications call a user.
     *
     * @param shown in the format that the administrator chose
     * @param principal with its realm, whatever the format: {@code alice@EXAMPLE.COM}
     */
    public record Names(String shown, String principal) {}

    /** A user of whom nothing but the name is proven, and who is called {@link #qualifiedName}. */
    public static Identity of(String name, String realm, Evidence evidence) {
        String principal = name + "@" + realm;
        return new Identity(name, realm, new Names(principal, principal), Optional.empty(), evidence);
    }

    /** {@code alice@EXAMPLE.COM}, as it was issued: two realms may have an alice each. */
    public String qualifiedName() {
        return name + "@" + realm;
    }

    /** The same user, with what has been proven of them since. */
    public Identity with(Authorization proven) {
        return new Identity(name, realm, names, Optional.of(proven), evidence);
    }

    /** The same user under other names. */
    public Identity called(Names others) {
        return new Identity(name, realm, others, authorization, evidence);
    }
}
