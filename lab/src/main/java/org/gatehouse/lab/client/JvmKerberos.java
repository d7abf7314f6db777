package org.gatehouse.lab.client;

import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/**
 * The one Kerberos configuration that a JVM has, set to a lab's for a while. Whoever wants another lab's waits meanwhile.
 * Closed, the system properties are as they were before, and the JDK has read again what they say.
 */
final class JvmKerberos implements AutoCloseable {
    static final String KRB5_CONF = "java.security.krb5.conf";

    /** What would count more than the lab's krb5.conf and the user that is asked for. */
    private static final List<String> PROPERTIES = List.of(
            KRB5_CONF,
            "java.security.krb5.realm",
            "java.security.krb5.kdc",
            "sun.security.krb5.principal",
            "javax.security.auth.useSubjectCredsOnly");

    /** As the configuration is the JVM's, so is the turn to change it. */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final Map<String, String> before = new HashMap<>();

    private JvmKerberos() {
        for (String property : PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                before.put(property, value);
            }
        }
    }

    /**
     * Waits for the turn and sets the configuration. The thread that has the turn may take it again.
     *
     * @throws LoginException if the JDK cannot read the file; everything is as before then
     */
    static JvmKerberos use(Path krb5Conf) throws LoginException {
        TURN.lock();
        JvmKerberos turn = new JvmKerberos();
        try {
            PROPERTIES.forEach(System::clearProperty);
            System.setProperty(KRB5_CONF, krb5Conf.toString());
            refresh();
            return turn;
        } catch (LoginException | RuntimeException e) {
            turn.giveBack();
            TURN.unlock();
            throw e;
        }
    }

    /** Logs somebody on; the options are the module's own. */
    LoginContext logOn(Map<String, String> options, CallbackHandler handler) throws LoginException {
        return logOnTo(options, handler);
    }

    /** @throws Exception what the action throws */
    <T> T callAs(Subject subject, Callable<T> action) throws Exception {
        try {
            return Subject.doAs(subject, (PrivilegedExceptionAction<T>) action::call);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }

    /** @throws LoginException if the JDK cannot read what was configured before; the properties are as before all the same */
    @Override
    public void close() throws LoginException {
        try {
            giveBack();
            refresh();
        } finally {
            TURN.unlock();
        }
    }

    private void giveBack() {
        PROPERTIES.forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }

    /**
     * Has the JDK read its configuration again. The one supported way to that is a logon; this one is as a service that only
     * accepts, for which nobody is asked and nothing is read.
     */
    private static void refresh() throws LoginException {
        Map<String, String> options = Map.of(
                "refreshKrb5Config", "true",
                "isInitiator", "false",
                "useKeyTab", "true",
                "storeKey", "true",
                "doNotPrompt", "true",
                "principal", "*");
        logOnTo(options, callbacks -> {}).logout();
    }

    /** With a JAAS configuration of the JDK's Kerberos module alone, which is never made the JVM's own one. */
    private static LoginContext logOnTo(Map<String, String> options, CallbackHandler handler) throws LoginException {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
        LoginContext context = new LoginContext("gatehouse", new Subject(), handler, configuration);
        context.login();
        return context;
    }
}
