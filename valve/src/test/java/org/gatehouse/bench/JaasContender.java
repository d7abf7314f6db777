package org.gatehouse.bench;

import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;

/** The JDK's acceptor as Tomcat's SpnegoAuthenticator uses it: a login of the service for each request. */
final class JaasContender implements Contender {
    private final Path keytab;

    JaasContender(Path keytab) {
        this.keytab = keytab;
    }

    @Override
    public void accept(FreshToken token) throws Exception {
        byte[] input = token.toArray();
        LoginContext login = Logins.of(keytab);
        login.login();
        Subject subject = login.getSubject();
        GSSManager manager = GSSManager.getInstance();
        GSSContext context = manager.createContext(Subject.doAs(
                subject, (PrivilegedExceptionAction<org.ietf.jgss.GSSCredential>) () -> Logins.credential(manager)));
        byte[] answer = Subject.doAs(
                subject, (PrivilegedExceptionAction<byte[]>) () -> context.acceptSecContext(input, 0, input.length));
        String client = Subject.doAs(subject, (PrivilegedExceptionAction<String>)
                () -> context.getSrcName().toString());
        if (!context.isEstablished() || answer.length == 0 || client.isEmpty()) {
            throw new IllegalStateException("not established");
        }
        context.dispose();
        login.logout();
    }
}
