package org.gatehouse.settings.descriptor;

import java.util.List;

/** A {@code <web-resource-collection>}: addresses and methods, as they are written. */
public record DescribedCollection(List<String> patterns, List<String> methods, List<String> omittedMethods) {
    public DescribedCollection {
        patterns = List.copyOf(patterns);
        methods = List.copyOf(methods);
        omittedMethods = List.copyOf(omittedMethods);
    }
}
