package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Gives a test class the lab: directory, KDC and a Tomcat with the portal.
 *
 * <pre>{@code
 * @GatehouseLab
 * class PortalIT {
 *     @Test
 *     void greetsAlice(@LoggedOn("alice") Workstation workstation, @PortalUrl URI portal) throws Exception {
 *         assertThat(workstation.signOn(portal).body()).startsWith("alice@LAB.LOCALHOST");
 *     }
 * }
 * }</pre>
 *
 * <p>The first class that needs the lab starts it; it is closed when the test run is over. Before each test it is brought
 * back to its state after the start ({@link org.gatehouse.lab.Lab#reset}), and then changed as {@link LabUser}, {@link LabSpn},
 * {@link LabPolicy}, {@link ClockShift} and {@link Fault} say, those of the class first. So a test finds nothing of the one before it, and
 * after one that has failed the lab can be looked at as it was. What {@code @BeforeAll} changes is gone before the first test.
 *
 * <p>A method of the test can have these parameters: {@link org.gatehouse.lab.Lab}, {@link
 * org.gatehouse.lab.client.Workstation}, and others with {@link LoggedOn}, {@link TicketCache}, {@link Keytab}, {@link
 * KdcAddress}, {@link PortalUrl} or {@link Krb5Conf}.
 *
 * <p>Tests that share a lab, or the JVM's Kerberos configuration, cannot run at the same time: classes with this annotation
 * wait for each other where JUnit runs tests in parallel. It counts for {@code @Nested} classes and for subclasses as well.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
@ResourceLock("org.gatehouse.lab")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
public @interface GatehouseLab {
    /**
     * Resources with the domains of the lab, the portal's first, as {@link Class#getResource} of the test class finds them;
     * the format is explained in {@code /org/gatehouse/lab/domain.ldif}. Empty for the two domains that come with the lab.
     * Classes with the same domains share a lab.
     */
    String[] domains() default {};
}
