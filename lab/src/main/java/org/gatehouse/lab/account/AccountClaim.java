package org.gatehouse.lab.account;

import java.util.List;

/**
 * A claim about an account ([MS-ADTS] 3.1.1.11.2.1).
 *
 * @param id {@code ad://ext/department}
 * @param values at least one; numbers in decimal, as the directory has them
 */
public record AccountClaim(String id, Type type, List<String> values) {
    /** CLAIM_TYPE of [MS-ADTS] 2.2.18.2, as far as the lab's claims are of such types. */
    public enum Type {
        INT64,
        UINT64,
        STRING,
        BOOLEAN
    }

    /**
     * Checks that there is a value.
     *
     * @throws IllegalArgumentException if there is none
     */
    public AccountClaim {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the claim " + id + " has no value");
        }
    }
}
