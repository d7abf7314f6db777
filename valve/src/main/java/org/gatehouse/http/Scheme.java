package org.gatehouse.http;

import java.util.List;
import java.util.Optional;
import org.gatehouse.wire.Bytes;

/** An authentication scheme (RFC 9110 §11.1) that can lead to a sign-in. */
public enum Scheme {
    /** RFC 4559. */
    NEGOTIATE("Negotiate"),
    /** [MS-NTHT]. */
    NTLM("NTLM"),
    /** RFC 7617. */
    BASIC("Basic");

    private static final List<Scheme> ALL = List.of(values());

    private final String schemeName;

    Scheme(String schemeName) {
        this.schemeName = schemeName;
    }

    /** The scheme of this name, in any case (RFC 9110 §11.1). */
    static Optional<Scheme> of(Bytes name) {
        for (Scheme scheme : ALL) {
            if (scheme.isNamed(name)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    private boolean isNamed(Bytes name) {
        boolean same = name.length() == schemeName.length();
        for (int i = 0; same && i < name.length(); i++) {
            same = folded(name.at(i)) == folded(schemeName.charAt(i));
        }
        return same;
    }

    private static int folded(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    /** {@code Negotiate}, as challenges write it. */
    public String schemeName() {
        return schemeName;
    }
}
