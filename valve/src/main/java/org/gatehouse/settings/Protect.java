package org.gatehouse.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which requests of the application need a sign-on: the attribute {@code protect}. */
public enum Protect {
    /** All, if no constraint of the application asks for a sign-on; otherwise what its constraints say. */
    AUTO,
    /** What the application's constraints say, as Tomcat's own authenticators do. */
    CONSTRAINTS,
    /** All, and the application's constraints besides. */
    ALL;

    /** The constant that an attribute's value means. */
    static Optional<Protect> of(String value) {
        return Arrays.stream(values())
                .filter(protect -> protect.attributeValue().equals(value))
                .findFirst();
    }

    /** {@code auto}, {@code constraints}, {@code all}. */
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
