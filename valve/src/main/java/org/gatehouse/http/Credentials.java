package org.gatehouse.http;

import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.wire.Bytes;

/**
 * What a request's Authorization header holds, by scheme. The kinds are told apart by {@link #fold}. They are closed at the
 * end of the request, since some of them hold a password.
 */
public sealed interface Credentials extends AutoCloseable {
    /** What the function for this kind makes of it. */
    <R> R fold(
            Function<Negotiate, R> negotiate,
            Function<Ntlm, R> ntlm,
            Function<Basic, R> basic,
            Function<Other, R> other);

    /** The scheme that is answered, for credentials that are judged. */
    default Optional<Scheme> scheme() {
        return fold(
                negotiate -> Optional.of(Scheme.NEGOTIATE),
                ntlm -> Optional.of(Scheme.NTLM),
                basic -> Optional.of(Scheme.BASIC),
                other -> Optional.empty());
    }

    /** Wipes what is secret. */
    @Override
    default void close() {}

    /**
     * RFC 4559 §4.2.
     *
     * @param token without its base64; not empty
     */
    record Negotiate(Bytes token) implements Credentials {
        @Override
        public <R> R fold(
                Function<Negotiate, R> negotiate,
                Function<Ntlm, R> ntlm,
                Function<Basic, R> basic,
                Function<Other, R> other) {
            return negotiate.apply(this);
        }
    }

    /**
     * [MS-NTHT] 2.2.1.
     *
     * @param message without its base64; not empty
     */
    record Ntlm(Bytes message) implements Credentials {
        @Override
        public <R> R fold(
                Function<Negotiate, R> negotiate,
                Function<Ntlm, R> ntlm,
                Function<Basic, R> basic,
                Function<Other, R> other) {
            return ntlm.apply(this);
        }
    }

    /**
     * RFC 7617 §2.
     *
     * @param name what stands before the first colon
     */
    record Basic(String name, SecretChars password) implements Credentials {
        @Override
        public <R> R fold(
                Function<Negotiate, R> negotiate,
                Function<Ntlm, R> ntlm,
                Function<Basic, R> basic,
                Function<Other, R> other) {
            return basic.apply(this);
        }

        @Override
        public void close() {
            password.close();
        }
    }

    /** Credentials of a scheme that was not asked for, or an empty value: nobody reads them. */
    record Other() implements Credentials {
        @Override
        public <R> R fold(
                Function<Negotiate, R> negotiate,
                Function<Ntlm, R> ntlm,
                Function<Basic, R> basic,
                Function<Other, R> other) {
            return other.apply(this);
        }
    }
}
