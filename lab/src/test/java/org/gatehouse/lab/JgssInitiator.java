package org.gatehouse.lab;

import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * Run in a JVM of its own: makes a SPNEGO token for a service with the ticket of {@code KRB5CCNAME} and prints it, or, with
 * a URL as well, sends it there and completes the context with what comes back.
 */
final class JgssInitiator {
    private static final String SPNEGO = "1.3.6.1.5.5.2";

    private JgssInitiator() {}

    public static void main(String[] arguments) throws Exception {
        Configuration.setConfiguration(new TicketCache());
        GSSManager manager = GSSManager.getInstance();
        GSSName service = manager.createName(arguments[0], GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(service, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        byte[] token = context.initSecContext(new byte[0], 0, 0);
        if (arguments.length == 1) {
            System.out.println(Base64.getEncoder().encodeToString(token));
            return;
        }
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(arguments[1]).toURL().openConnection();
        connection.setRequestProperty(
                "Authorization", "Negotiate " + Base64.getEncoder().encodeToString(token));
        String proof = connection.getHeaderField("WWW-Authenticate");
        byte[] answer = Base64.getDecoder().decode(proof.substring("Negotiate ".length()));
        context.initSecContext(answer, 0, answer.length);
        System.out.println("status " + connection.getResponseCode() + ", established " + context.isEstablished()
                + ", mutual " + context.getMutualAuthState());
    }

    private static final class TicketCache extends Configuration {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        Map.of("useTicketCache", "true", "doNotPrompt", "true"))
            };
        }
    }
}
