package org.gatehouse.bench;

import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;

/** The JDK's acceptor as well as it can be had: one login and one credential for all requests. */
final class JgssContender implements Contender {
    private final GSSManager manager = GSSManager.getInstance();
    private final GSSCredential credential;

    JgssContender(Path keytab) throws Exception {
        LoginContext login = Logins.of(keytab);
        login.login();
        this.credential = Subject.doAs(
                login.getSubject(), (PrivilegedExceptionAction<GSSCredential>) () -> Logins.credential(manager));
    }

    @Override
    public void accept(FreshToken token) throws Exception {
        byte[] input = token.toArray();
        GSSContext context = manager.createContext(credential);
        byte[] answer = context.acceptSecContext(input, 0, input.length);
        if (!context.isEstablished()
                || answer.length == 0
                || context.getSrcName().toString().isEmpty()) {
            throw new IllegalStateException("not established");
        }
        context.dispose();
    }
}
