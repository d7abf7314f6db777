package org.gatehouse.settings;

import java.util.Locale;

/** Which requests of the application need a sign-in: the attribute {@code protect}. */
public enum Protect {
    /** All, unless a constraint of the application's own asks for a sign-in; then what its constraints say. */
    AUTO,
    /** What the application's constraints say, as Tomcat's own authenticators do. */
    CONSTRAINTS,
    /** All; the application's constraints apply in addition. */
    ALL;

    /** {@code auto}, {@code constraints}, {@code all}. */
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
