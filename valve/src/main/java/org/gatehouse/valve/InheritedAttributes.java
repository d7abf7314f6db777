package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * Values of Tomcat's own attributes, which Tomcat would bend to what it likes: {@code changeSessionIdOnAuthentication="ture"}
 * is false to it, and nobody is told.
 */
final class InheritedAttributes {
    private final List<Failure> problems = new ArrayList<>();

    /** What was wrong with the values so far. */
    List<Failure> problems() {
        return List.copyOf(problems);
    }

    void flag(String name, String value, Consumer<Boolean> setter) {
        switch (value) {
            case "true" -> setter.accept(true);
            case "false" -> setter.accept(false);
            default -> problem(name, value, "neither true nor false");
        }
    }

    /** A value that Tomcat itself has a list of. */
    void choice(String name, String value, Consumer<String> setter) {
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            problem(name, value, "not among the values that Tomcat has for it");
        }
    }

    private void problem(String name, String value, String what) {
        problems.add(new Failure(
                FailureCode.BAD_ATTRIBUTE_VALUE,
                name + ": \"" + Printable.of(value) + "\" is " + what + ".",
                "Leave it out for the default."));
    }
}
