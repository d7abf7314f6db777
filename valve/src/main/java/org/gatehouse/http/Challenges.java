package org.gatehouse.http;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.wire.Bytes;

/**
 * What stands in {@code WWW-Authenticate}: one challenge for each scheme that is offered, in their order. Each has a header
 * of its own: not every client finds the second of two in one (RFC 9110 §11.6.1).
 *
 * @param schemes at least one, none twice
 */
public record Challenges(List<Scheme> schemes) {
    public static final String HEADER = "WWW-Authenticate";

    public Challenges {
        schemes = List.copyOf(new LinkedHashSet<>(schemes));
    }

    /** Schemes whose credentials are read. */
    public Set<Scheme> asked() {
        return Set.copyOf(schemes);
    }

    /** Asks for a first token. */
    public List<String> fresh() {
        return schemes.stream().map(Scheme::schemeName).toList();
    }

    /** Asks for the next token of a scheme, and for nothing else: another scheme would begin again. */
    public static List<String> continuation(Scheme scheme, Bytes token) {
        return List.of(challenge(scheme, token));
    }

    /** Answers a token of one scheme that was refused, and asks for a first one of the others. */
    public List<String> refusal(Scheme answered, Bytes token) {
        return schemes.stream()
                .map(scheme -> scheme == answered ? challenge(scheme, token) : scheme.schemeName())
                .toList();
    }

    private static String challenge(Scheme scheme, Bytes token) {
        return token.isEmpty()
                ? scheme.schemeName()
                : scheme.schemeName() + " " + Base64.getEncoder().encodeToString(token.toArray());
    }
}
