package org.gatehouse.lab.kdc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * The JDK's Kerberos client as a program of its own, since it reads one krb5.conf per JVM. Arguments: user, host-based
 * service name. Reads the password, a line, from the standard input, where no list of processes shows it. Prints {@code user -> service} when it has the ticket, or the refusal.
 */
final class JdkClient {
    private JdkClient() {}

    public static void main(String[] arguments) throws Exception {
        Oid kerberos = new Oid("1.2.840.113554.1.2.2");
        try {
            Subject subject = login(arguments[0], password());
            PrivilegedExceptionAction<String> initiation = () -> {
                GSSManager manager = GSSManager.getInstance();
                GSSName target = manager.createName(arguments[1], GSSName.NT_HOSTBASED_SERVICE);
                GSSContext context = manager.createContext(target, kerberos, null, GSSContext.DEFAULT_LIFETIME);
                context.requestCredDeleg(true); // of a forwardable ticket
                context.initSecContext(new byte[0], 0, 0);
                return context.getSrcName() + " -> " + context.getTargName();
            };
            System.out.println(Subject.doAs(subject, initiation));
        } catch (Exception e) {
            System.out.println(e);
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                System.out.println(cause);
            }
        }
    }

    private static char[] password() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line.toCharArray();
    }

    private static Subject login(String user, char[] password) throws LoginException {
        LoginContext context = new LoginContext(
                "client",
                new Subject(),
                callbacks -> {
                    for (Callback callback : callbacks) {
                        if (callback instanceof NameCallback name) {
                            name.setName(user);
                        } else if (callback instanceof PasswordCallback secret) {
                            secret.setPassword(password);
                        }
                    }
                },
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    "com.sun.security.auth.module.Krb5LoginModule",
                                    LoginModuleControlFlag.REQUIRED,
                                    Map.of("useTicketCache", "false"))
                        };
                    }
                });
        context.login();
        return context.getSubject();
    }
}
