package org.gatehouse.lab.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody who is logged on, with the password that the directory has: as a {@link org.gatehouse.lab.client.Workstation}
 * whose ticket cache holds the tickets, as a {@link javax.security.auth.Subject}, or as a {@link
 * org.gatehouse.lab.client.JvmLogon}, which runs actions as the user and makes Negotiate tokens. The JDK logs the user on:
 * MIT's kinit is not needed. Within a test, it is one logon for each user, in all parameters and methods.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GatehouseLabExtension.class)
public @interface LoggedOn {
    /** {@code alice}, or {@code carol@PARTNER.LOCALHOST}. */
    String value();
}
