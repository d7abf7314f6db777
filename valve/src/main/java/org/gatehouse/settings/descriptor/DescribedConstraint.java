package org.gatehouse.settings.descriptor;

import java.util.List;
import java.util.Set;

/**
 * A {@code <security-constraint>}.
 *
 * @param roles as they are written: {@code **} is every user who is signed in, {@code *} every role of the application
 * @param authConstraint whether it has an {@code <auth-constraint>}; one without roles denies everyone
 */
public record DescribedConstraint(List<DescribedCollection> collections, Set<String> roles, boolean authConstraint) {
    public DescribedConstraint {
        collections = List.copyOf(collections);
        roles = Set.copyOf(roles);
    }

    /** In the order of the file, without those that are there twice. */
    public List<String> patterns() {
        return collections.stream()
                .flatMap(collection -> collection.patterns().stream())
                .distinct()
                .toList();
    }

    /** One that names no address covers none, whatever it asks for. */
    public boolean asksForSignIn() {
        return !roles.isEmpty() && !patterns().isEmpty();
    }
}
