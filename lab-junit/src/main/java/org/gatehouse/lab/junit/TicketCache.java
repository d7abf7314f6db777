package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ticket cache of somebody who is logged on, as a {@link java.nio.file.Path}: for {@code KRB5CCNAME}, together with {@link
 * Krb5Conf} for {@code KRB5_CONFIG}. It is the one of {@link LoggedOn}, and goes with the test.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface TicketCache {
    /** {@code alice}, or {@code carol@PARTNER.LOCALHOST}. */
    String value();
}
