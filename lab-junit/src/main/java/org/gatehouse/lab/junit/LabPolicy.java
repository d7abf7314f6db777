package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Kerberos policy of a realm for the tests of a class, or for one test: a new domain's but for what is said here, and what
 * a test leaves empty is as its class says. Durations are {@code 90s}, {@code 5m}, {@code 10h}, {@code 1d12h}.
 */
@Documented
@Inherited
@Repeatable(LabPolicy.All.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface LabPolicy {
    /** Empty for the portal's own realm. */
    String realm() default "";

    /** How far a client's clock may be off. */
    String clockSkew() default "";

    /** Of ticket-granting tickets. */
    String maxTicketLife() default "";

    /** Of all other tickets. */
    String maxServiceTicketLife() default "";

    /** How long a ticket can be renewed; {@code 0s} for never. */
    String maxRenewableLife() default "";

    /** What becomes of a request for a service that two accounts own: one outcome, or none to leave it as it is. */
    DuplicateSpn[] duplicateSpn() default {};

    /** What is wrong with the PACs in tickets for services: one fault, or none to leave it as it is. */
    PacFault[] pacFault() default {};

    /** Of several realms. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(GatehouseLabExtension.class)
    @interface All {
        LabPolicy[] value();
    }
}
