package org.gatehouse.valve;

import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.failure.Failure;
import org.gatehouse.settings.Problems;
import org.gatehouse.text.Printable;

/**
 * Values of Tomcat's own attributes. Tomcat takes {@code changeSessionIdOnAuthentication="ture"} for false, and tells
 * nobody.
 */
final class InheritedAttributes {
    private final Problems problems = new Problems();

    /** What was wrong with the values so far. */
    List<Failure> problems() {
        return problems.list();
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
            problem(name, value, "not a value that Tomcat has for it");
        }
    }

    private void problem(String name, String value, String what) {
        problems.badValue(name, "\"" + Printable.of(value) + "\" is " + what, "Leave it out for the default.");
    }
}
