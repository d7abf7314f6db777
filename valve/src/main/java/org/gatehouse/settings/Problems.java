package org.gatehouse.settings;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * Collects what is wrong with a configuration, in the order in which it is found, so that nobody has to start Tomcat once
 * per mistake.
 */
public final class Problems {
    private final List<Failure> failures = new ArrayList<>();

    public void add(Failure failure) {
        failures.add(failure);
    }

    /** A problem of whatever kind. */
    public void add(FailureCode code, String seen, String remedy) {
        add(new Failure(code, seen, remedy));
    }

    /** A problem with what stands in the file or the value that an attribute names. */
    public void add(FailureCode code, String attribute, String fault, String remedy) {
        add(code, attribute + ": " + fault + ".", remedy);
    }

    /** An attribute has a value that it cannot have. */
    public void badValue(String attribute, String fault, String remedy) {
        add(FailureCode.BAD_ATTRIBUTE_VALUE, attribute, fault, remedy);
    }

    /** An attribute that the valve does not have. Its value might be a secret: nobody looks at it. */
    void unknown(String name) {
        add(
                FailureCode.UNKNOWN_ATTRIBUTE,
                Printable.of(name),
                "the valve has no such attribute",
                SimilarName.of(name)
                        .map(attribute -> "Did you mean " + attribute + "?")
                        .orElse("Remove it."));
    }

    /** In the order in which they were found. */
    public List<Failure> list() {
        return List.copyOf(failures);
    }

    public boolean isEmpty() {
        return failures.isEmpty();
    }
}
