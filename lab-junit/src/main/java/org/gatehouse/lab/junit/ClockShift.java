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
 * Makes a clock wrong for the tests of a class, or for one test; what a test says counts more than what its class says. The
 * JVM of the tests has the right time whatever is said here.
 */
@Documented
@Inherited
@Repeatable(ClockShift.All.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface ClockShift {
    /** The clock of Tomcat's valve. */
    String PORTAL = "portal";

    /** The clock of the programs that a {@link org.gatehouse.lab.client.Workstation} runs. */
    String WORKSTATION = "workstation";

    /** {@link #PORTAL}, {@link #WORKSTATION}, or the realm whose KDC and directory it is: {@code LAB.LOCALHOST}. */
    String clock();

    /** How far it is ahead ({@code +7m}) or behind ({@code -1h30m}), in days, hours, minutes and seconds. */
    String by();

    /** Several clocks. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(GatehouseLabExtension.class)
    @interface All {
        ClockShift[] value();
    }
}
