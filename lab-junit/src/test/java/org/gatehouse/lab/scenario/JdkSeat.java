package org.gatehouse.lab.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.ietf.jgss.GSSException;

/** The JDK's own clients: of Kerberos, and of HTTP. */
final class JdkSeat implements Seat {
    private final Lab lab;
    private final JdkWeb web;
    private Optional<JvmLogon> logon = Optional.empty();

    JdkSeat(Lab lab) {
        this.lab = lab;
        this.web = new JdkWeb(lab.caCertificate());
    }

    private interface Attempt {
        JvmLogon logOn() throws LoginException;
    }

    /** With the tickets of whoever is logged on. */
    JvmLogon logon() {
        return logon.orElseThrow();
    }

    @Override
    public Optional<String> logOn(String principal, String password) throws IOException {
        return attempt(() -> JvmLogon.withPassword(lab, principal, password));
    }

    @Override
    public Optional<String> logOnByKeytab(String principal, Path keytab) throws IOException {
        return attempt(() -> JvmLogon.withKeytab(lab, principal, keytab));
    }

    private Optional<String> attempt(Attempt attempt) throws IOException {
        close();
        try {
            logon = Optional.of(attempt.logOn());
            return Optional.empty();
        } catch (LoginException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> getTicket(URI address) throws Exception {
        try {
            logon().negotiate(address);
            return Optional.empty();
        } catch (GSSException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Response open(URI address) throws Exception {
        if (logon.isEmpty()) {
            return web.get(address, List.of());
        }
        String authorization;
        try {
            authorization = logon().negotiate(address);
        } catch (GSSException e) {
            return web.get(address, List.of());
        }
        return web.get(address, List.of("Authorization", authorization));
    }

    @Override
    public void close() throws IOException {
        Optional<JvmLogon> last = logon;
        logon = Optional.empty();
        if (last.isPresent()) {
            try {
                last.get().close();
            } catch (LoginException e) {
                throw new IOException("The JDK does not log off", e);
            }
        }
    }
}
