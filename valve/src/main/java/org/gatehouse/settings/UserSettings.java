package org.gatehouse.settings;

import java.util.Optional;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.policy.UserNameFormat;

/**
 * What is believed of a user, what applications call them, and which roles they have.
 *
 * @param roles path of the roles file, as it was written; empty if there is none
 * @param rolesFromRealm whether Tomcat's own realm adds roles
 * @param sessionBoundToTicket whether a session needs another sign-in once its ticket has ended
 */
public record UserSettings(
        PacAbsent pacAbsent,
        SidBoundaries sidFilter,
        UserNameFormat userName,
        Optional<String> roles,
        boolean rolesFromRealm,
        boolean sessionBoundToTicket) {}
