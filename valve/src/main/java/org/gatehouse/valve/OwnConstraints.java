package org.gatehouse.valve;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Realm;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.realm.NullRealm;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.jspecify.annotations.Nullable;

/**
 * The application's own constraints, without those of libraries. Of all patterns that fit a request, Tomcat takes only
 * the constraints of the longest one. So a library's constraint can open an address inside of what the application protects, or
 * the methods that it does not name. What these say here holds in addition to what Tomcat makes of all.
 */
final class OwnConstraints {
    /** Tomcat's own search; it is the same in all of its realms. */
    private final Realm search = new NullRealm();

    private final Context alone;

    OwnConstraints(List<SecurityConstraint> own) {
        this.alone = new Carrier(own);
    }

    /** Never started: the search asks it for its constraints. */
    private static final class Carrier extends StandardContext {
        private final List<SecurityConstraint> own;

        Carrier(List<SecurityConstraint> own) {
            this.own = List.copyOf(own);
        }

        @Override
        public SecurityConstraint[] findConstraints() {
            return own.toArray(SecurityConstraint[]::new);
        }
    }

    /** Whether they ask for a sign-in where the request leads. */
    boolean askForSignIn(Request request) {
        return askForSignIn(search.findSecurityConstraints(request, alone));
    }

    /** Whether all of these do, as Tomcat counts: one that lets everyone pass, or nobody, makes a sign-in needless. */
    static boolean askForSignIn(SecurityConstraint @Nullable [] found) {
        return found != null && found.length > 0 && Arrays.stream(found).allMatch(OwnConstraints::asksForSignIn);
    }

    /** A constraint without roles denies, and one without an auth-constraint allows, anyone who asks. */
    static boolean asksForSignIn(SecurityConstraint constraint) {
        return constraint.getAllRoles() || constraint.getAuthenticatedUsers() || constraint.findAuthRoles().length > 0;
    }

    /**
     * Whether they let a request pass to the sign-in, or to where they ask for none; answers it otherwise.
     *
     * @param context of the application, which knows its roles
     */
    boolean admit(Request request, Response response, Context context) throws IOException {
        SecurityConstraint[] found = search.findSecurityConstraints(request, alone);
        return found == null
                || (context.getRealm().hasUserDataPermission(request, response, found)
                        && (askForSignIn(found)
                                || context.getRealm().hasResourcePermission(request, response, found, context)));
    }

    /** Whether the user who has signed in may pass; answers the request otherwise. */
    boolean permit(Request request, Response response, Context context) throws IOException {
        SecurityConstraint[] found = search.findSecurityConstraints(request, alone);
        return found == null || context.getRealm().hasResourcePermission(request, response, found, context);
    }
}
