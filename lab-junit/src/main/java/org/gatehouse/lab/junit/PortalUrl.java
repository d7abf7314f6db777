package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The address of the portal, as a {@link java.net.URI}. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface PortalUrl {
    /** Whether it is the one with {@code https}, which needs {@link org.gatehouse.lab.Lab#caCertificate}. */
    boolean tls() default false;
}
