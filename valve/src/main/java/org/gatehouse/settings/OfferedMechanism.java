package org.gatehouse.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way to sign on that clients are offered: one of the values of the attribute {@code mechanisms}. */
public enum OfferedMechanism {
    /** Kerberos, by SPNEGO (RFC 4559). */
    KERBEROS;

    /** The values that the attribute may have, for messages. */
    static String legalValues() {
        return Arrays.stream(values()).map(OfferedMechanism::attributeValue).collect(Collectors.joining(", "));
    }

    /**
     * The mechanisms that an attribute's value names, in its order.
     *
     * @param value names, separated by blanks or commas
     * @return nothing if a name is wrong, missing or there twice
     */
    static Optional<List<OfferedMechanism>> list(String value) {
        List<OfferedMechanism> list = new ArrayList<>();
        for (String name : value.strip().split("[\\s,]+", -1)) {
            Optional<OfferedMechanism> mechanism = of(name).filter(known -> !list.contains(known));
            if (mechanism.isEmpty()) {
                return Optional.empty();
            }
            list.add(mechanism.get());
        }
        return Optional.of(List.copyOf(list));
    }

    private static Optional<OfferedMechanism> of(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.attributeValue().equals(name))
                .findFirst();
    }

    /** {@code kerberos}. */
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
