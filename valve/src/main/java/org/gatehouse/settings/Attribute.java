package org.gatehouse.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valve's own attributes, by the names that administrators write. */
public enum Attribute {
    KEYTAB("keytab"),
    ACCOUNT("account"),
    PASSWORD_FILE("passwordFile"),
    SALT("salt"),
    PROTECT("protect"),
    MECHANISMS("mechanisms"),
    CLOCK_SKEW("clockSkew"),
    ENCRYPTION_TYPES("encryptionTypes"),
    SPN("spn"),
    TRUSTED_REALMS("trustedRealms");

    private final String attributeName;

    Attribute(String attributeName) {
        this.attributeName = attributeName;
    }

    public String attributeName() {
        return attributeName;
    }

    /** The attribute that a mistyped name was probably meant to be. */
    static Optional<Attribute> nearest(String name) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.distanceTo(name) <= Math.min(2, attribute.attributeName.length() / 2))
                .min(Comparator.comparingInt(attribute -> attribute.distanceTo(name)));
    }

    private int distanceTo(String name) {
        return distance(attributeName.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    /** Levenshtein's: how many letters are to be changed, added or removed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
