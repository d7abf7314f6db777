package org.gatehouse.policy;

import org.gatehouse.text.AsciiCase;

/** The case in which a user name is given to applications. */
public enum UserNameCase {
    AS_ISSUED("as-issued"),
    /** A to Z alone: beyond ASCII, letters of two accounts may become one. */
    LOWER("lower");

    private final String attributeValue;

    UserNameCase(String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** As administrators write it. */
    public String attributeValue() {
        return attributeValue;
    }

    String applied(String user) {
        return switch (this) {
            case AS_ISSUED -> user;
            case LOWER -> AsciiCase.fold(user);
        };
    }
}
