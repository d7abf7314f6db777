package org.gatehouse.bench;

import java.nio.file.Path;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;

/** The service's login with its keytab, as Tomcat's documentation has it in jaas.conf. */
final class Logins {
    private static final String ENTRY = "com.sun.security.jgss.krb5.accept";
    private static final String SPNEGO = "1.3.6.1.5.5.2";

    private Logins() {}

    static Configuration configuration(Path keytab) {
        Map<String, String> options = Map.of(
                "doNotPrompt", "true",
                "principal", ServiceKeyFile.PRINCIPAL,
                "useKeyTab", "true",
                "keyTab", keytab.toString(),
                "storeKey", "true",
                "isInitiator", "false");
        AppConfigurationEntry entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }

    static LoginContext of(Path keytab) throws LoginException {
        return new LoginContext(ENTRY, new Subject(), null, configuration(keytab));
    }

    static GSSCredential credential(GSSManager manager) throws GSSException {
        return manager.createCredential(
                null, GSSCredential.INDEFINITE_LIFETIME, new Oid(SPNEGO), GSSCredential.ACCEPT_ONLY);
    }
}
