package org.gatehouse.valve;

import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.policy.RoleMap;
import org.gatehouse.settings.UserSettings;

/**
 * Whom sessions know, brought up to date before each request: a user whose ticket has ended has to sign in again, and one whose
 * groups have other roles since has those.
 */
final class SessionUsers {
    private final Context context;
    private final UserSettings settings;
    private final RoleWatch roles;
    private final InstantSource clock;
    /** A ticket is accepted for as long after its end, and a session that it has begun must not end before it. */
    private final Duration clockSkew;

    SessionUsers(Context context, UserSettings settings, RoleWatch roles, AcceptedClock clock) {
        this.context = context;
        this.settings = settings;
        this.roles = roles;
        this.clock = clock.source();
        this.clockSkew = clock.skew();
    }

    /** The clock that judges tickets. */
    record AcceptedClock(InstantSource source, Duration skew) {}

    /** A user who has just signed in, with their roles. */
    RolesPrincipal principal(SsoPrincipal user) {
        List<String> ofRealm = settings.rolesFromRealm() ? RealmRoles.of(context, user.principalName()) : List.of();
        return RolesPrincipal.of(user, roles.roles(), ofRealm);
    }

    /** Whether anyone can have a role: one that is a SID, one of the roles file, or one of a realm, which cannot be asked for all. */
    boolean canHave(String role) {
        return settings.rolesFromRealm()
                || Sid.parse(role).isPresent()
                || roles.roles().names().contains(role);
    }

    /** Brings up to date what Tomcat's {@code SingleSignOn} has put into the request, and what its session knows. */
    void renew(Request request) {
        RoleMap current = roles.roles();
        if (request.getPrincipal() instanceof RolesPrincipal known) {
            if (hasEnded(known)) {
                request.setUserPrincipal(null);
                request.setAuthType(null);
            } else if (!known.hasRolesOf(current)) {
                request.setUserPrincipal(known.with(current));
            }
        }
        Session session = request.getSessionInternal(false);
        Principal user = session == null ? null : session.getPrincipal();
        if (session != null && user instanceof RolesPrincipal known) {
            if (hasEnded(known)) {
                session.setPrincipal(null);
                session.setAuthType(null);
            } else if (!known.hasRolesOf(current)) {
                session.setPrincipal(known.with(current));
            }
        }
    }

    private boolean hasEnded(RolesPrincipal known) {
        return settings.sessionBoundToTicket()
                && known.user()
                        .kerberos()
                        .filter(ticket ->
                                clock.instant().isAfter(ticket.endTime().plus(clockSkew)))
                        .isPresent();
    }
}
