package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Creates a user for the tests of a class, or for one test. */
@Documented
@Inherited
@Repeatable(LabUser.All.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface LabUser {
    /** The {@code sAMAccountName}, which nobody has yet. */
    String name();

    String password();

    /** The {@code sAMAccountName}s of the groups that the user is in; those that do not exist are created. */
    String[] groups() default {};

    /** Empty for the portal's own realm. */
    String realm() default "";

    /** Several users. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(GatehouseLabExtension.class)
    @interface All {
        LabUser[] value();
    }
}
