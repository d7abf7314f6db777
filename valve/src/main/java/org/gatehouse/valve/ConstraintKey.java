package org.gatehouse.valve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.buf.UDecoder;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.settings.descriptor.DescribedConstraint;

/** What a constraint says of addresses, methods and roles: the same for what a file describes and for what Tomcat made of it. */
record ConstraintKey(Set<Resources> resources, Set<String> roles, boolean authConstraint) {
    private static final String EVERY_ROLE = SecurityConstraint.ROLE_ALL_ROLES;
    private static final String EVERY_USER = SecurityConstraint.ROLE_ALL_AUTHENTICATED_USERS;

    ConstraintKey {
        resources = Set.copyOf(resources);
        roles = Set.copyOf(roles);
    }

    /** A collection of addresses. */
    private record Resources(Set<String> patterns, Set<String> methods, Set<String> omittedMethods) {
        Resources {
            patterns = Set.copyOf(patterns);
            methods = Set.copyOf(methods);
            omittedMethods = Set.copyOf(omittedMethods);
        }
    }

    static ConstraintKey of(SecurityConstraint constraint) {
        Set<String> roles = set(constraint.findAuthRoles());
        if (constraint.getAllRoles()) {
            roles.add(EVERY_ROLE);
        }
        if (constraint.getAuthenticatedUsers()) {
            roles.add(EVERY_USER);
        }
        return new ConstraintKey(
                Arrays.stream(constraint.findCollections())
                        .map(collection -> new Resources(
                                set(collection.findPatterns()),
                                set(collection.findMethods()),
                                set(collection.findOmittedMethods())))
                        .collect(Collectors.toSet()),
                roles,
                constraint.getAuthConstraint());
    }

    /** With patterns as they are written and decoded: which one Tomcat takes depends on the version of the descriptor. */
    static Stream<ConstraintKey> of(DescribedConstraint constraint) {
        return Stream.of(of(constraint, UnaryOperator.identity()), of(constraint, ConstraintKey::decoded));
    }

    private static ConstraintKey of(DescribedConstraint constraint, UnaryOperator<String> pattern) {
        return new ConstraintKey(
                constraint.collections().stream()
                        .map(collection -> new Resources(
                                collection.patterns().stream().map(pattern).collect(Collectors.toSet()),
                                Set.copyOf(collection.methods()),
                                Set.copyOf(collection.omittedMethods())))
                        .collect(Collectors.toSet()),
                constraint.roles(),
                constraint.authConstraint());
    }

    /** The same name may be there twice. */
    private static Set<String> set(String[] names) {
        return new TreeSet<>(Arrays.asList(names));
    }

    private static String decoded(String pattern) {
        try {
            return UDecoder.URLDecode(pattern, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return pattern; // a percent sign that begins no code
        }
    }
}
