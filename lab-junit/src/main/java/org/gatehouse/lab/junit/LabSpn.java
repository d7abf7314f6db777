package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives an account a service principal name for the tests of a class, or for one test, without looking who owns it already.
 * The portal's keytab is written anew afterwards: it holds the keys of every account that alone owns a name for HTTP or HOST.
 */
@Documented
@Inherited
@Repeatable(LabSpn.All.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface LabSpn {
    /** The {@code sAMAccountName} of a user or computer, which may be one of {@link LabUser}. */
    String account();

    /** {@code HTTP/app.lab.localhost}. */
    String spn();

    /** Empty for the portal's own realm. */
    String realm() default "";

    /** Several names. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(GatehouseLabExtension.class)
    @interface All {
        LabSpn[] value();
    }
}
