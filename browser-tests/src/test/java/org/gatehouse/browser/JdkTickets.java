package org.gatehouse.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/**
 * The user who is logged on, as the JDK's Kerberos sees it: it takes the ticket-granting ticket from the desk's cache and
 * keeps those for services to itself.
 */
final class JdkTickets {
    private static final String KRB5_CONF = "java.security.krb5.conf";

    private final Subject user;

    private JdkTickets(Subject user) {
        this.user = user;
    }

    /**
     * Reads the configuration and the cache as they are now.
     *
     * @param krb5Conf for the whole JVM, which has one, until {@link #forget} or the next call
     */
    static JdkTickets read(Path krb5Conf, Path cache) {
        System.setProperty(KRB5_CONF, krb5Conf.toString());
        Subject user = new Subject();
        try {
            new LoginContext("desk", user, null, module(cache)).login();
        } catch (LoginException e) {
            // Nobody is logged on, or not any more: the browser has to do without tickets.
        }
        return new JdkTickets(user);
    }

    /** Leaves the JVM's Kerberos without configuration, as it was. */
    static void forget() {
        System.clearProperty(KRB5_CONF);
    }

    /** Does what it has to do as this user. */
    <T> T use(PrivilegedExceptionAction<T> action) throws IOException {
        try {
            return Subject.doAs(user, action);
        } catch (PrivilegedActionException e) {
            throw e.getException() instanceof IOException cause ? cause : new IOException(e.getException());
        }
    }

    private static Configuration module(Path cache) {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED,
                Map.of(
                        "refreshKrb5Config", "true",
                        "useTicketCache", "true",
                        "ticketCache", cache.toString(),
                        "doNotPrompt", "true"));
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }
}
