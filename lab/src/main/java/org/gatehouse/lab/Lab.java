package org.gatehouse.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.gatehouse.lab.directory.Directory;
import org.gatehouse.lab.directory.DirectoryDomain;
import org.gatehouse.lab.kdc.Kdc;

/**
 * A running lab: directory, KDC and a Tomcat with the valve and the portal, all on the loopback interface.
 *
 * <pre>{@code
 * try (Lab lab = Lab.start()) {
 *     // KRB5_CONFIG=lab.krb5Conf() kinit alice; curl --negotiate -u : lab.portal()
 * }
 * }</pre>
 *
 * <p>Several labs can run side by side in one JVM. Closed, a lab leaves no thread, file, system property, MBean or log
 * handler. ApacheDS and Tomcat log through {@code java.util.logging} as it is set up; the lab does not change that.
 */
public final class Lab implements AutoCloseable {
    static final String KRB5_CONF = "krb5.conf";
    static final String KEYTAB = "http.keytab";
    static final String PORTAL = "portal";

    private final Parts parts;

    /** What a start has brought up. */
    record Parts(Closing closing, Directory directory, Kdc kdc, LabLog log, Path home, int httpPort) {}

    private Lab(Parts parts) {
        this.parts = parts;
    }

    /** Starts the domains that come with the lab on free ports. */
    public static Lab start() throws LabException {
        return start(LabOptions.defaults());
    }

    /**
     * Starts a lab; when it returns, every part of it answers.
     *
     * @throws LabException if a port is in use, the domain file is wrong or a part fails; nothing is left running then
     */
    public static Lab start(LabOptions options) throws LabException {
        return new Lab(LabStart.start(options));
    }

    /** {@code LAB.LOCALHOST}. */
    public String realm() {
        return portalDomain().realm();
    }

    /** Where Kerberos is spoken, over TCP and UDP. */
    public InetSocketAddress kdc() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), parts.kdc.port());
    }

    /** Where LDAP is spoken. */
    public InetSocketAddress ldap() {
        return parts.directory.ldap();
    }

    /** {@code http://portal.lab.localhost:8080/}. */
    public URI portal() {
        return url(PORTAL);
    }

    /**
     * The portal under another name of the domain.
     *
     * @param host the first label: {@code files} for {@code http://files.lab.localhost:8080/}
     */
    public URI url(String host) {
        return URI.create("http://" + host + "." + portalDomain().dnsName() + ":" + parts.httpPort + "/");
    }

    /** For {@code KRB5_CONFIG} of MIT's tools and {@code java.security.krb5.conf} of a JVM. */
    public Path krb5Conf() {
        return parts.home.resolve(KRB5_CONF);
    }

    /** The keys of the services that Tomcat runs, readable by the owner alone. */
    public Path keytab() {
        return parts.home.resolve(KEYTAB);
    }

    /** The domains' entries; changes count at once. */
    public Directory directory() {
        return parts.directory;
    }

    private DirectoryDomain portalDomain() {
        return parts.directory.domains().get(0);
    }

    /** What valve and KDC had to say. */
    public LabLog log() {
        return parts.log;
    }

    /**
     * Stops everything: when it returns, the ports are free and the files gone. Closing a second time does nothing.
     *
     * @throws IOException if a part does not stop or a file cannot be removed; the others are closed all the same
     */
    @Override
    public void close() throws IOException {
        parts.closing.close();
    }
}
