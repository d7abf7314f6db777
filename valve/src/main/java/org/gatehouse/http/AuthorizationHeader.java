package org.gatehouse.http;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.wire.Bytes;

/**
 * Reads the values of {@code Authorization} (RFC 9110 §11.6.2): a scheme, spaces or tabs, and what the scheme puts there.
 *
 * @param values of all such headers of a request, in their order
 */
public record AuthorizationHeader(List<Bytes> values) {
    public AuthorizationHeader {
        values = List.copyOf(values);
    }

    /** Whether there are credentials of one of these schemes, be they empty. */
    public boolean has(Set<Scheme> schemes) {
        for (Bytes value : values) {
            if (scheme(value).filter(schemes::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The credentials of a request. What is of another scheme than {@code asked} stays unread.
     *
     * @throws RefusedException if what follows the scheme is not base64, or if other credentials come along: a proxy in
     *     front of this server may have looked at those only
     */
    public Credentials read(Set<Scheme> asked) throws RefusedException {
        if (!has(asked)) {
            return new Credentials.Other();
        }
        if (values.size() > 1) {
            throw new RefusedException(
                    FailureCode.SEVERAL_AUTHORIZATIONS,
                    "the request has more than one Authorization header, and one of them has a token.",
                    "Look for a proxy that adds its own credentials: it must remove the client's, or leave them.");
        }
        Bytes value = values.get(0);
        Scheme scheme = scheme(value).orElseThrow();
        Bytes rest = stripped(value, scheme.schemeName().length());
        if (rest.isEmpty()) {
            return new Credentials.Other();
        }
        return switch (scheme) {
            case NEGOTIATE -> new Credentials.Negotiate(Bytes.of(decode(scheme, rest)));
            case NTLM -> new Credentials.Ntlm(Bytes.of(decode(scheme, rest)));
            case BASIC -> basic(SecretBytes.adopt(decode(scheme, rest)));
        };
    }

    /** The scheme that a value begins with, if spaces or a tab follow it. */
    private static Optional<Scheme> scheme(Bytes value) {
        int end = 0;
        while (end < value.length() && !isSpace(value.at(end))) {
            end++;
        }
        return end == value.length() ? Optional.empty() : Scheme.of(value.slice(0, end));
    }

    /** Some clients send more than one space, or a tab. */
    private static Bytes stripped(Bytes value, int begin) {
        int from = begin;
        int to = value.length();
        while (from < to && isSpace(value.at(from))) {
            from++;
        }
        while (to > from && isSpace(value.at(to - 1))) {
            to--;
        }
        return value.slice(from, to - from);
    }

    private static boolean isSpace(int octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The JDK's decoder tolerates that the padding is missing, as some clients leave it, and nothing else. */
    private static byte[] decode(Scheme scheme, Bytes base64) throws RefusedException {
        byte[] copy = base64.toArray();
        try {
            return Base64.getDecoder().decode(copy);
        } catch (IllegalArgumentException e) {
            throw notBase64(scheme, base64.length());
        } finally {
            Arrays.fill(copy, (byte) 0); // it may hold a password
        }
    }

    private static RefusedException notBase64(Scheme scheme, int length) {
        return new RefusedException(
                FailureCode.NOT_BASE64,
                "the value of the Authorization header (" + length + " characters after \"" + scheme.schemeName()
                        + "\") is not base64.",
                "Look for a proxy that changes headers, or for a program that makes its own tokens. Browsers do not.");
    }

    /** RFC 7617 §2, in UTF-8 (§2.1); the password may hold colons. */
    private static Credentials basic(SecretBytes decoded) throws RefusedException {
        try (decoded;
                SecretChars text =
                        SecretChars.decode(decoded).orElseThrow(() -> notBase64(Scheme.BASIC, decoded.length()))) {
            return text.use(array -> {
                int colon = 0;
                while (colon < array.length && array[colon] != ':') {
                    colon++;
                }
                if (colon == array.length) {
                    return new Credentials.Other();
                }
                return new Credentials.Basic(
                        new String(array, 0, colon),
                        SecretChars.adopt(Arrays.copyOfRange(array, colon + 1, array.length)));
            });
        }
    }
}
