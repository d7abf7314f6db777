package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A keytab, as a {@link java.nio.file.Path}: the portal's, or one for the test with the keys that an account has now, under
 * its name and each of its service principal names.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface Keytab {
    /** {@code svc-portal}, or {@code svc-intranet@PARTNER.LOCALHOST}; empty for the keytab of the portal. */
    String value() default "";
}
