package org.gatehouse.valve;

import java.security.Principal;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Realm;
import org.apache.catalina.realm.GenericPrincipal;
import org.gatehouse.text.Printable;

/** The roles that Tomcat's own realm gives a user, whom it finds by name and without a password. */
final class RealmRoles {
    private RealmRoles() {}

    /**
     * None for a user whom the realm does not know, and where it fails: the user is signed in all the same.
     *
     * @param name with its realm: a short one could be that of another realm's user
     */
    static List<String> of(Context context, String name) {
        Realm realm = context.getRealm();
        if (realm == null) {
            return List.of();
        }
        try {
            Principal known = realm.authenticate(name);
            return known instanceof GenericPrincipal principal ? List.of(principal.getRoles()) : List.of();
        } catch (RuntimeException e) {
            context.getLogger()
                    .error("Tomcat's realm failed to look up " + Printable.quoted(name) + ": it adds no roles", e);
            return List.of();
        }
    }
}
