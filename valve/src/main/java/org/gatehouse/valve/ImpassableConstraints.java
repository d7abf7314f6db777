package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.realm.RealmBase;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.BoundedList;

/**
 * Constraints of an application that ask for a role that no user of the valve can have, so nobody passes. Judged as Tomcat's
 * {@code RealmBase.hasResourcePermission} does: all constraints of one pattern count, and one that lets the user pass is
 * enough, unless another denies everybody.
 *
 * <p>{@code **} means every user who is signed in. {@code *} means every role that {@code web.xml} declares, unless the
 * realm's {@code allRolesMode} says otherwise.
 */
final class ImpassableConstraints {
    /** Stands for all methods that no constraint names. */
    private static final String ANY_OTHER = "(any other)";

    private final SecurityConstraint[] constraints;
    private final Predicate<String> attainable;
    private final boolean allRolesPass;

    private ImpassableConstraints(Context context, Predicate<String> attainable) {
        this.constraints = context.findConstraints();
        this.attainable = attainable;
        this.allRolesPass =
                allRolesPass(context) || Stream.of(context.findSecurityRoles()).anyMatch(attainable);
    }

    /**
     * What to tell the administrator; nothing, if some user can reach everything that the constraints cover.
     *
     * @param attainable whether a user of the valve can have a role
     */
    static Optional<Failure> problem(Context context, Predicate<String> attainable) {
        ImpassableConstraints impassable = new ImpassableConstraints(context, attainable);
        Set<String> patterns = impassable.patterns();
        return patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureCode.NOBODY_CAN_PASS,
                        "in the application " + ApplicationName.of(context) + " everyone gets 403 on "
                                + BoundedList.of(patterns)
                                + ": the constraints ask for " + BoundedList.of(impassable.roles(patterns))
                                + ", and no user of this valve can have such a role.",
                        "Give a group the role in the file that the attribute roles names, or let the constraint ask for the"
                                + " SID of a group, or for <role-name>**</role-name>: every user who is signed in. If the"
                                + " roles come from Tomcat's realm, set rolesFromRealm=\"true\"."));
    }

    /** In the order of the application. */
    private Set<String> patterns() {
        Set<String> patterns = new LinkedHashSet<>();
        for (SecurityConstraint constraint : constraints) {
            for (SecurityCollection collection : constraint.findCollections()) {
                for (String pattern : collection.findPatterns()) {
                    if (isImpassable(pattern)) {
                        patterns.add(pattern);
                    }
                }
            }
        }
        return patterns;
    }

    /** For one of the methods at least. */
    private boolean isImpassable(String pattern) {
        for (String method : methods()) {
            List<SecurityConstraint> covering = covering(pattern, method);
            if (covering.stream().anyMatch(this::asksForRoles)
                    && covering.stream().noneMatch(this::letsPass)
                    && covering.stream().noneMatch(ImpassableConstraints::denies)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>(Set.of(ANY_OTHER));
        for (SecurityConstraint constraint : constraints) {
            for (SecurityCollection collection : constraint.findCollections()) {
                methods.addAll(Arrays.asList(collection.findMethods()));
                methods.addAll(Arrays.asList(collection.findOmittedMethods()));
            }
        }
        return methods;
    }

    private List<SecurityConstraint> covering(String pattern, String method) {
        List<SecurityConstraint> covering = new ArrayList<>();
        for (SecurityConstraint constraint : constraints) {
            if (Stream.of(constraint.findCollections())
                    .anyMatch(collection -> collection.findPattern(pattern) && collection.findMethod(method))) {
                covering.add(constraint);
            }
        }
        return covering;
    }

    private SortedSet<String> roles(Set<String> patterns) {
        SortedSet<String> roles = new TreeSet<>();
        for (SecurityConstraint constraint : constraints) {
            boolean named = patterns.stream()
                    .anyMatch(pattern -> Stream.of(constraint.findCollections())
                            .anyMatch(collection -> collection.findPattern(pattern)));
            if (named && asksForRoles(constraint)) {
                roles.addAll(Arrays.asList(constraint.findAuthRoles()));
                if (constraint.getAllRoles()) {
                    roles.add("*");
                }
            }
        }
        return roles;
    }

    private boolean asksForRoles(SecurityConstraint constraint) {
        return !letsPass(constraint) && !denies(constraint);
    }

    /** A constraint without an auth-constraint allows everyone; one of all roles may. */
    private boolean letsPass(SecurityConstraint constraint) {
        boolean named = constraint.getAllRoles() || constraint.findAuthRoles().length > 0;
        return constraint.getAuthenticatedUsers()
                || Stream.of(constraint.findAuthRoles()).anyMatch(attainable)
                || (!named && !constraint.getAuthConstraint())
                || (constraint.getAllRoles() && allRolesPass);
    }

    /** An auth-constraint without roles: the application means it. */
    private static boolean denies(SecurityConstraint constraint) {
        return constraint.getAuthConstraint()
                && !constraint.getAllRoles()
                && !constraint.getAuthenticatedUsers()
                && constraint.findAuthRoles().length == 0;
    }

    private static boolean allRolesPass(Context context) {
        String mode = context.getRealm() instanceof RealmBase realm
                ? realm.getAllRolesMode().toLowerCase(Locale.ROOT)
                : "strict";
        return mode.equals("authonly") || (mode.equals("strictauthonly") && context.findSecurityRoles().length == 0);
    }
}
