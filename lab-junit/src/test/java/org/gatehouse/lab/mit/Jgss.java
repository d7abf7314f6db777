package org.gatehouse.lab.mit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KeyTab;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.gatehouse.lab.client.Program;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/** The JDK's client and its acceptor, each time in a JVM of its own that has a realm's krb5.conf. */
final class Jgss {
    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String INITIATE = "initiate";
    private static final String ACCEPT = "accept";

    private Jgss() {}

    /** A token for the web server of a host, with the ticket in a desk's cache. */
    static String token(MitDesk desk, String host) throws IOException {
        return run(desk.realm().krb5Conf(), INITIATE, desk.ticketCache().toString(), host);
    }

    /** Whom the JDK's acceptor takes the sender of a token for, or what it says against it. */
    static String accept(Path krb5Conf, Path keytab, String token) throws IOException {
        return run(krb5Conf, ACCEPT, keytab.toString(), token);
    }

    private static String run(Path krb5Conf, String... arguments) throws IOException {
        List<String> options = List.of("-Djava.security.krb5.conf=" + krb5Conf);
        return Program.run(Program.java(options, Jgss.class, List.of(arguments)), Map.of(), "")
                .orThrow()
                .output()
                .strip();
    }

    /** {@code initiate CACHE HOST} or {@code accept KEYTAB TOKEN}. */
    public static void main(String[] arguments) throws Exception {
        String answer = arguments[0].equals(INITIATE)
                ? initiate(arguments[1], arguments[2])
                : accept(new File(arguments[1]), Base64.getDecoder().decode(arguments[2]));
        System.out.println(answer);
    }

    private static String initiate(String ticketCache, String host) throws Exception {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED,
                Map.of("useTicketCache", "true", "ticketCache", ticketCache, "doNotPrompt", "true"));
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
        LoginContext login = new LoginContext("gatehouse", new Subject(), callbacks -> {}, configuration);
        login.login();
        return Subject.doAs(login.getSubject(), (PrivilegedExceptionAction<String>) () -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName service = manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE);
            GSSContext context = manager.createContext(service, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
            context.requestMutualAuth(true);
            return Base64.getEncoder().encodeToString(context.initSecContext(new byte[0], 0, 0));
        });
    }

    private static String accept(File keytab, byte[] token) throws Exception {
        Subject service = new Subject(false, Set.of(), Set.of(), Set.of(KeyTab.getUnboundInstance(keytab)));
        return Subject.doAs(service, (PrivilegedExceptionAction<String>) () -> {
            GSSManager manager = GSSManager.getInstance();
            GSSContext context = manager.createContext(manager.createCredential(
                    null, GSSCredential.INDEFINITE_LIFETIME, new Oid(SPNEGO), GSSCredential.ACCEPT_ONLY));
            try {
                context.acceptSecContext(token, 0, token.length);
                return context.getSrcName().toString();
            } catch (GSSException e) {
                return "refused: " + e.getMessage();
            }
        });
    }
}
