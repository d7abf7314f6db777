package org.gatehouse.lab.portal;

import java.security.Principal;
import java.util.List;

/**
 * A user who has signed in with a password, by the portal's form. There was no ticket: what is known of them is what the
 * directory said at that moment.
 *
 * @param account as the directory spells it: {@code alice}
 * @param realm {@code LAB.LOCALHOST}
 * @param groupSids of the groups that they are in, directly or not
 */
public record PasswordUser(String account, String realm, List<String> groupSids) implements Principal {
    public PasswordUser {
        groupSids = List.copyOf(groupSids);
    }

    /** {@code alice@LAB.LOCALHOST}, as of a user with a ticket. */
    @Override
    public String getName() {
        return account + "@" + realm;
    }
}
