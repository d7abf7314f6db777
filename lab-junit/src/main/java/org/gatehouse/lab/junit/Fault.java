package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.gatehouse.lab.command.SpnFault;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Breaks something about the portal's service principal name, after everything else has been set up, for the tests of a class
 * or for one test; the fault of a test takes the place of that of its class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface Fault {
    SpnFault value();
}
