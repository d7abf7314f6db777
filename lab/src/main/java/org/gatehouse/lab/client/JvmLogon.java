package org.gatehouse.lab.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * Somebody who is logged on to the lab by this JVM's own Kerberos client, the JDK's Krb5LoginModule. The JVM's clock is the
 * right time: the workstation's shift counts for programs only.
 *
 * <p>The JDK has one Kerberos configuration for the whole JVM. It is the lab's only while somebody logs on and while an
 * action runs, and afterwards what it was before. Threads that do so take turns, for the same lab as well: an action must not
 * wait for another thread's. Code that uses Kerberos without taking a turn meets the lab's configuration meanwhile.
 *
 * <pre>{@code
 * try (JvmLogon alice = JvmLogon.withPassword(lab, "alice", "Wonderland1!")) {
 *     request.setHeader("Authorization", alice.negotiate(lab.portal()));
 * }
 * }</pre>
 */
public final class JvmLogon implements AutoCloseable {
    /** RFC 4178 §3. */
    private static final String SPNEGO = "1.3.6.1.5.5.2";

    private final JoinableDomain domain;
    private final LoginContext login;

    private JvmLogon(JoinableDomain domain, LoginContext login) {
        this.domain = domain;
        this.login = login;
    }

    /**
     * Gets a ticket-granting ticket with a password.
     *
     * @param principal {@code alice}, or {@code carol@PARTNER.LOCALHOST}
     * @throws LoginException as the JDK has it; its cause is the KDC's refusal
     */
    public static JvmLogon withPassword(JoinableDomain domain, String principal, String password)
            throws LoginException {
        return logOn(domain, Map.of("principal", principal), callbacks -> answer(callbacks, password));
    }

    /**
     * Gets a ticket-granting ticket with the keys in a keytab.
     *
     * @throws LoginException as the JDK has it; its cause is the KDC's refusal
     */
    public static JvmLogon withKeytab(JoinableDomain domain, String principal, Path keytab) throws LoginException {
        return logOn(
                domain,
                Map.of("principal", principal, "useKeyTab", "true", "keyTab", keytab.toString(), "doNotPrompt", "true"),
                callbacks -> {});
    }

    /**
     * Takes the ticket-granting ticket in a ticket cache, such as {@link Workstation#ticketCache}.
     *
     * @throws LoginException if there is none
     */
    public static JvmLogon withTicketCache(JoinableDomain domain, Path cache) throws LoginException {
        return logOn(
                domain,
                Map.of("useTicketCache", "true", "ticketCache", cache.toString(), "doNotPrompt", "true"),
                callbacks -> {});
    }

    /** The user with the tickets; those for services are added as they are got. */
    public Subject subject() {
        return login.getSubject();
    }

    /**
     * Runs an action as the user: what it asks of JGSS is done with the user's tickets.
     *
     * @throws Exception what the action throws
     */
    public <T> T run(Callable<T> action) throws Exception {
        try (JvmKerberos turn = JvmKerberos.use(domain.krb5Conf())) {
            return turn.callAs(subject(), action);
        }
    }

    /**
     * What a browser sends in {@code Authorization} to sign on (RFC 4559 §4.2): the scheme and a SPNEGO token. A token is
     * good for one request.
     *
     * @param address of which the host names the service
     * @throws GSSException if the KDC gives no ticket for it
     */
    public String negotiate(URI address) throws Exception {
        byte[] token = run(() -> {
            GSSContext context = initiate(address);
            try {
                return context.initSecContext(new byte[0], 0, 0);
            } finally {
                context.dispose();
            }
        });
        return "Negotiate " + Base64.getEncoder().encodeToString(token);
    }

    /**
     * A SPNEGO context with the service of a host, asking for mutual authentication. To be made and used within {@link #run}.
     */
    public static GSSContext initiate(URI address) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName service = manager.createName("HTTP@" + address.getHost(), GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(service, new Oid(SPNEGO), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        return context;
    }

    /** Takes the tickets out of the subject. */
    @Override
    public void close() throws LoginException {
        login.logout();
    }

    private static JvmLogon logOn(JoinableDomain domain, Map<String, String> options, CallbackHandler handler)
            throws LoginException {
        try (JvmKerberos turn = JvmKerberos.use(domain.krb5Conf())) {
            return new JvmLogon(domain, turn.logOn(options, handler));
        }
    }

    private static void answer(Callback[] callbacks, String password) {
        for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback asked) {
                asked.setPassword(password.toCharArray());
            }
        }
    }
}
