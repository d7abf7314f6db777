package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.catalina.realm.GenericPrincipal;
import org.gatehouse.policy.RoleMap;

/**
 * What Tomcat knows a signed-in user by. It has the roles of the roles file and those that a realm of Tomcat gives the
 * user, and each SID of the user is a role: these are compared, and never made into text. Immutable.
 *
 * <p>Tomcat's own class would be read again, after a restart or on another node, without the SIDs.
 */
final class RolesPrincipal extends GenericPrincipal {
    private static final long serialVersionUID = 1;

    private final transient SsoPrincipal user;
    /** That {@link #roles} were made from; none of a principal that was read. */
    private final transient Optional<RoleMap> map;
    /** Of one of Tomcat's realms; empty if none was asked. */
    private final transient Optional<List<String>> ofRealm;

    private RolesPrincipal(
            SsoPrincipal user, NavigableSet<String> roles, Optional<RoleMap> map, Optional<List<String>> ofRealm) {
        super(user.name(), List.copyOf(roles), user);
        this.user = user;
        this.map = map;
        this.ofRealm = ofRealm.map(List::copyOf);
    }

    /**
     * A user with the roles that they have now.
     *
     * @param ofRealm roles that a realm of Tomcat gives them; empty if none is asked
     */
    static RolesPrincipal of(SsoPrincipal user, RoleMap map, Optional<List<String>> ofRealm) {
        NavigableSet<String> roles = new TreeSet<>(ofRealm.orElse(List.of()));
        user.authorization().ifPresent(known -> roles.addAll(map.rolesOf(known)));
        return new RolesPrincipal(user, roles, Optional.of(map), ofRealm);
    }

    SsoPrincipal user() {
        return user;
    }

    /** Roles that a realm of Tomcat gives the user; empty if none was asked. */
    Optional<List<String>> ofRealm() {
        return ofRealm;
    }

    /**
     * Whether the roles are those that the user has now.
     *
     * @param current of the file as it is now
     * @param fromRealm whether those of a realm of Tomcat count
     */
    boolean hasRolesOf(RoleMap current, boolean fromRealm) {
        return map.filter(current::equals).isPresent() && ofRealm.isPresent() == fromRealm;
    }

    @Override
    public boolean hasRole(String role) {
        return super.hasRole(role) || (role != null && user.isMemberOf(role));
    }

    private Object writeReplace() {
        return new Written(user, ofRealm.orElse(List.of()).toArray(String[]::new));
    }

    /** Only what {@link #writeReplace} gives is ever read. */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A RolesPrincipal is written as another object");
    }

    /**
     * The roles of the file are those of the file that is there when it is read. Those of the realm are kept, but where there
     * are none it is asked again: nobody knows whether it was.
     */
    private static final class Written implements Serializable {
        private static final long serialVersionUID = 1;

        private final SsoPrincipal user;
        private final String[] ofRealm;

        Written(SsoPrincipal user, String[] ofRealm) {
            this.user = user;
            this.ofRealm = ofRealm;
        }

        private Object readResolve() throws InvalidObjectException {
            if (user == null || ofRealm == null || Arrays.asList(ofRealm).contains(null)) {
                throw new InvalidObjectException("A written RolesPrincipal has no user or no roles");
            }
            List<String> roles = List.of(ofRealm);
            return new RolesPrincipal(
                    user,
                    new TreeSet<>(roles),
                    Optional.empty(),
                    Optional.of(roles).filter(known -> !known.isEmpty()));
        }
    }
}
