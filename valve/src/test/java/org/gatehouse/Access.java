package org.gatehouse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.gatehouse.failure.FailureCode;

/** Calls that bring something of the world outside into a class that should be handed it. */
final class Access {
    static final DescribedPredicate<JavaAccess<?>> TO_A_CLOCK = DescribedPredicate.describe(
            "a clock is read",
            access -> isNow(access)
                    || isTo(access, System.class, "currentTimeMillis", "nanoTime")
                    || isTo(access, InstantSource.class, "system")
                    || isTo(access, Clock.class, "system", "systemUTC", "systemDefaultZone")
                    || isTo(access, Date.class, "<init>"));

    static final DescribedPredicate<JavaAccess<?>> TO_RANDOMNESS = DescribedPredicate.describe(
            "a source of randomness is made",
            access -> isTo(access, SecureRandom.class, "<init>", "getInstance", "getInstanceStrong")
                    || isTo(access, Random.class, "<init>")
                    || isTo(access, ThreadLocalRandom.class, "current")
                    || isTo(access, UUID.class, "randomUUID")
                    || isTo(access, Math.class, "random"));

    static final DescribedPredicate<JavaAccess<?>> TO_PROPERTIES = DescribedPredicate.describe(
            "properties of the JVM are read",
            access -> isTo(access, System.class, "getProperty", "getProperties", "getenv")
                    || isTo(access, Integer.class, "getInteger")
                    || isTo(access, Long.class, "getLong")
                    || isTo(access, Boolean.class, "getBoolean"));

    static final DescribedPredicate<JavaAccess<?>> CHANGES_PROPERTIES = DescribedPredicate.describe(
            "properties of the JVM are changed",
            access -> isTo(access, System.class, "setProperty", "setProperties", "clearProperty"));

    /** A switch over an enum asks for its ordinals. */
    static final DescribedPredicate<JavaAccess<?>> COMPARES_CODES = DescribedPredicate.describe(
            "codes of failures are compared",
            access -> isTo(access, FailureCode.class, "ordinal", "equals", "compareTo"));

    private Access() {}

    /** {@code Instant.now()} and its like in every type of java.time. */
    private static boolean isNow(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getTarget().getName().equals("now");
    }

    private static boolean isTo(JavaAccess<?> access, Class<?> owner, String... names) {
        return access.getTargetOwner().isEquivalentTo(owner)
                && List.of(names).contains(access.getTarget().getName());
    }
}
