package org.gatehouse.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.stream.IntStream;
import javax.security.auth.login.Configuration;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.SpnegoAuthenticator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.valve.SsoAuthenticator;

/** A Tomcat in a JVM of its own, with an application that answers two bytes; says its port, and ends with its input. */
final class Server {
    private static final byte[] BODY = "ok".getBytes(StandardCharsets.US_ASCII);

    private Server() {}

    /** What stands in front of the application. */
    enum Authentication {
        NONE("no authentication, the token ignored"),
        NOTHING("a valve that lets everybody in"),
        GATEHOUSE("Gatehouse"),
        GATEHOUSE_SESSION("Gatehouse, with a session each as by default"),
        GATEHOUSE_CONDITIONS("the same, with 10,000 addresses, 1,000 URLs and 10 open paths"),
        SPNEGO("Tomcat's SpnegoAuthenticator");

        private final String title;

        Authentication(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Arguments: the authentication, a directory for whatever Tomcat writes, and the type of the service's key. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        EncryptionType type = EncryptionType.valueOf(arguments[2]);
        Path keytab = ServiceKeyFile.prepare(directory, type);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "98304");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "ok", new Ok());
        context.addServletMapping("/", "ok", false);
        protect(context, Authentication.valueOf(arguments[0]), keytab);
        tomcat.start();
        System.out.println(tomcat.getConnector().getLocalPort());
        while (System.in.read() >= 0) {
            // The bench holds the other end.
        }
        tomcat.stop();
    }

    private static void protect(Context context, Authentication authentication, Path keytab) throws IOException {
        if (authentication == Authentication.NONE) {
            return;
        }
        SecurityConstraint everything = new SecurityConstraint();
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern("/*");
        everything.addCollection(collection);
        everything.addAuthRole(SecurityConstraint.ROLE_ALL_AUTHENTICATED_USERS);
        context.addConstraint(everything);
        context.setLoginConfig(new LoginConfig("SPNEGO", null, null, null));
        context.setRealm(new Everybody());
        context.getPipeline().addValve(valve(authentication, keytab));
    }

    private static AuthenticatorBase valve(Authentication authentication, Path keytab) throws IOException {
        return switch (authentication) {
            case GATEHOUSE, GATEHOUSE_SESSION, GATEHOUSE_CONDITIONS -> {
                SsoAuthenticator valve = new SsoAuthenticator();
                valve.setKeytab(keytab.toString());
                valve.setAlwaysUseSession(authentication != Authentication.GATEHOUSE);
                if (authentication == Authentication.GATEHOUSE_CONDITIONS) {
                    valve.setConditions(conditions(keytab.resolveSibling("sso-conditions.xml")));
                }
                yield valve;
            }
            case SPNEGO -> {
                Configuration.setConfiguration(Logins.configuration(keytab));
                yield new SpnegoAuthenticator();
            }
            case NOTHING, NONE -> new Welcome();
        };
    }

    private static String conditions(Path file) throws IOException {
        StringBuilder rules = new StringBuilder("<conditions>");
        IntStream.range(0, 10).forEach(i -> rules.append("<open url=\"/health" + i + "\"/>"));
        rules.append("<addresses><allow>127.0.0.1</allow><deny>");
        IntStream.range(0, 10_000).forEach(i -> rules.append("10.1." + i / 250 + "." + i % 250 + " "));
        rules.append("</deny></addresses><urls>");
        IntStream.range(0, 1000).forEach(i -> rules.append("<deny>/area" + i + "/*</deny>"));
        Files.writeString(file, rules.append("</urls></conditions>"));
        return file.toString();
    }

    private static final class Ok extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(BODY.length);
            response.getOutputStream().write(BODY);
        }
    }

    /** What Tomcat itself does for an authenticator. */
    private static final class Welcome extends AuthenticatorBase {
        @Override
        protected boolean doAuthenticate(Request request, HttpServletResponse response) {
            Principal somebody = new GenericPrincipal("somebody");
            register(request, response, somebody, getAuthMethod(), somebody.getName(), null);
            return true;
        }

        @Override
        protected String getAuthMethod() {
            return "NONE";
        }
    }

    /** SpnegoAuthenticator asks a realm for the user. */
    private static final class Everybody extends RealmBase {
        @Override
        protected String getPassword(String username) {
            return "";
        }

        @Override
        protected Principal getPrincipal(String username) {
            return new GenericPrincipal(username, List.of());
        }
    }
}
