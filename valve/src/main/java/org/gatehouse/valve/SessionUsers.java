package org.gatehouse.valve;

import java.io.Serializable;
import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.settings.UserSettings;
import org.jspecify.annotations.Nullable;

/**
 * Whom sessions know, brought up to date before each request: a user whose ticket has ended has to sign in again, and one whose
 * groups have other roles since has those.
 */
final class SessionUsers {
    /** A note of sessions. */
    private static final String RENEWED = Renewed.class.getName();

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
        return withRoles(user, Optional.empty());
    }

    private RolesPrincipal withRoles(SsoPrincipal user, Optional<List<String>> knownOfRealm) {
        Optional<List<String>> ofRealm = settings.rolesFromRealm()
                ? Optional.of(knownOfRealm.orElseGet(() -> RealmRoles.of(context, user.principalName())))
                : Optional.empty();
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
        Session session = request.getSessionInternal(false);
        if (request.getPrincipal() instanceof RolesPrincipal known) {
            if (hasEnded(known)) {
                request.setUserPrincipal(null);
                request.setAuthType(null);
            } else if (!isCurrent(known)) {
                request.setUserPrincipal(renewed(known, session));
            }
        }
        Principal user = session == null ? null : session.getPrincipal();
        if (session != null && user instanceof RolesPrincipal known) {
            if (hasEnded(known)) {
                session.setPrincipal(null);
                session.setAuthType(null);
            } else if (!isCurrent(known)) {
                session.setPrincipal(withRoles(known.user(), known.ofRealm()));
            }
        }
    }

    private boolean isCurrent(RolesPrincipal known) {
        return known.hasRolesOf(roles.roles(), settings.rolesFromRealm());
    }

    /** {@code SingleSignOn} brings the user as another application knows them with each request: the session keeps the rest. */
    @SuppressWarnings("ReferenceEquality") // two users are equal if their names are
    private RolesPrincipal renewed(RolesPrincipal known, @Nullable Session session) {
        if (session != null
                && session.getNote(RENEWED) instanceof Renewed before
                && before.from() == known
                && isCurrent(before.to())) {
            return before.to();
        }
        RolesPrincipal now = withRoles(known.user(), known.ofRealm());
        if (session != null) {
            session.setNote(RENEWED, new Renewed(known, now));
        }
        return now;
    }

    /**
     * A user as another application knows them, and with the roles that they have here. Clusters send the notes of a session, so
     * it can be written; at another node it fits no user, and is made again.
     */
    private record Renewed(RolesPrincipal from, RolesPrincipal to) implements Serializable {}

    private boolean hasEnded(RolesPrincipal known) {
        return settings.sessionBoundToTicket()
                && known.user()
                        .kerberos()
                        .filter(ticket -> clock.instant().minus(clockSkew).isAfter(ticket.endTime()))
                        .isPresent();
    }
}
