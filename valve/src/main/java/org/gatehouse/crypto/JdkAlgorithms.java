package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms of this JDK that the encryption types are made of. A JDK may lack some: one in FIPS mode, or one whose
 * {@code java.security} an administrator has edited. Each is made when it is first needed, so that one that is missing
 * does no harm to the encryption types that do without it.
 */
public final class JdkAlgorithms {
    private final Predicate<JdkAlgorithm<?>> offered;

    JdkAlgorithms() {
        this(algorithm -> true);
    }

    /** A JDK that has only some of its algorithms. */
    JdkAlgorithms(Predicate<JdkAlgorithm<?>> offered) {
        this.offered = offered;
    }

    /**
     * The algorithms that tickets and messages of these encryption types need and that this JDK lacks, by the JDK's names
     * ({@code HmacSHA1}).
     *
     * @return each once, always in the same order
     */
    public static List<String> missing(Set<EncryptionType> types) {
        return new JdkAlgorithms().missingFor(types);
    }

    /** As {@link #missing}, with what it takes to make a key of a password, which a keytab does without. */
    public static List<String> missingWithPasswords(Set<EncryptionType> types) {
        return new JdkAlgorithms().missingWithPasswordsFor(types);
    }

    List<String> missingFor(Set<EncryptionType> types) {
        List<JdkAlgorithm<?>> needed = new ArrayList<>();
        inOrder(types).forEach(type -> needed.addAll(Profile.of(type).algorithms()));
        return lackedOf(needed);
    }

    List<String> missingWithPasswordsFor(Set<EncryptionType> types) {
        List<JdkAlgorithm<?>> needed = new ArrayList<>();
        for (EncryptionType type : inOrder(types)) {
            needed.addAll(Profile.of(type).algorithms());
            StringToKey.stretching(type).ifPresent(needed::add);
        }
        return lackedOf(needed);
    }

    private static List<EncryptionType> inOrder(Set<EncryptionType> types) {
        return types.stream().sorted().toList();
    }

    private List<String> lackedOf(List<JdkAlgorithm<?>> needed) {
        return needed.stream()
                .distinct()
                .filter(algorithm -> !has(algorithm))
                .map(JdkAlgorithm::name)
                .toList();
    }

    private boolean has(JdkAlgorithm<?> algorithm) {
        try {
            return offered.test(algorithm) && algorithm.make() != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** One that is made when it is first needed. */
    <T> OnDemand<T> onDemand(JdkAlgorithm<T> algorithm) {
        return new OnDemand<>(this, algorithm);
    }

    <T> T make(JdkAlgorithm<T> algorithm) {
        try {
            if (offered.test(algorithm)) {
                return algorithm.make();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + algorithm.name(), e);
        }
        throw new IllegalStateException("This JDK lacks " + algorithm.name());
    }

    /**
     * A cipher or another of the JDK's algorithms that does not exist before it is needed. One thread at a time.
     *
     * @param <T> of the algorithm
     */
    static final class OnDemand<T> {
        private final JdkAlgorithms jdk;
        private final JdkAlgorithm<T> algorithm;
        private @Nullable T made;

        private OnDemand(JdkAlgorithms jdk, JdkAlgorithm<T> algorithm) {
            this.jdk = jdk;
            this.algorithm = algorithm;
        }

        T get() {
            T ready = made;
            if (ready == null) {
                ready = jdk.make(algorithm);
                made = ready;
            }
            return ready;
        }
    }
}
