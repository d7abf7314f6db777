package org.gatehouse.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.lab.client.JoinableDomain;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.command.LabControl;
import org.gatehouse.lab.command.PortalRules;
import org.gatehouse.lab.directory.Directory;
import org.gatehouse.lab.directory.Snapshot;
import org.gatehouse.lab.io.Closing;
import org.gatehouse.lab.io.OwnerFile;
import org.gatehouse.lab.kdc.Kdc;
import org.gatehouse.lab.web.PortalFallback;
import org.gatehouse.lab.web.Site;

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
public final class Lab implements JoinableDomain, AutoCloseable {
    static final String KRB5_CONF = "krb5.conf";
    static final String KEYTAB = "http.keytab";
    static final String ROLES = "portal.roles";
    static final String CONDITIONS = "sso-conditions.xml";
    static final String CA_CERTIFICATE = "ca.pem";
    static final String PORTAL = "portal";

    private final Parts parts;
    private final Snapshot afterStart;

    /** What a start has brought up; the first realm is the portal's. */
    record Parts(
            Closing closing,
            Path home,
            List<LabRealm> realms,
            Directory directory,
            Kdc kdc,
            Site site,
            LabClocks clocks,
            ServiceKeytab keytabAtStart,
            LabLog log) {}

    private Lab(Parts parts) {
        this.parts = parts;
        this.afterStart = parts.directory.snapshot();
    }

    /** Starts the domains that come with the lab on free ports. */
    public static Lab start() throws LabException {
        return start(LabOptions.defaults());
    }

    /**
     * Starts a lab; when it returns, every part of it answers.
     *
     * @throws LabException if a port is in use, a domain file is wrong or a part fails; nothing is left running then
     */
    public static Lab start(LabOptions options) throws LabException {
        return new Lab(LabStart.start(options));
    }

    /** The portal's own one first. */
    public List<LabRealm> realms() {
        return parts.realms;
    }

    /** The portal's own one. */
    public LabRealm realm() {
        return parts.realms.get(0);
    }

    /**
     * A realm by its name, {@code PARTNER.LOCALHOST}, without regard to case.
     *
     * @throws IllegalArgumentException if the lab has no such realm
     */
    public LabRealm realm(String name) {
        return parts.realms.stream()
                .filter(realm -> realm.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The lab has no realm " + name + ", it has "
                        + parts.realms.stream().map(LabRealm::name).collect(Collectors.joining(", "))));
    }

    /** Where Kerberos is spoken for every realm, over TCP and UDP. */
    public InetSocketAddress kdc() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), parts.kdc.port());
    }

    /** Where LDAP is spoken, with or without StartTLS. */
    public InetSocketAddress ldap() {
        return parts.directory.ldap();
    }

    /** Where LDAP is spoken over TLS. */
    public InetSocketAddress ldaps() {
        return parts.directory.ldaps();
    }

    /** {@code http://portal.lab.localhost:8080/}. */
    public URI portal() {
        return url(PORTAL + "." + realm().dnsName());
    }

    /** {@code https://portal.lab.localhost:8443/}, with a certificate of {@link #caCertificate}. */
    public URI securePortal() {
        return URI.create("https://" + PORTAL + "." + realm().dnsName() + ":" + parts.site.httpsPort() + "/");
    }

    /** The portal under another name of its domains: {@code http://files.lab.localhost:8080/}. */
    public URI url(String host) {
        return URI.create("http://" + host + ":" + parts.site.httpPort() + "/");
    }

    /** For {@code KRB5_CONFIG} of MIT's tools and {@code java.security.krb5.conf} of a JVM; it knows every realm. */
    @Override
    public Path krb5Conf() {
        return parts.home.resolve(KRB5_CONF);
    }

    /** The keys of the services that Tomcat runs, readable by the owner alone. */
    public Path keytab() {
        return parts.home.resolve(KEYTAB);
    }

    /** The rules that say whom the portal asks to sign in: none at the start. */
    public Path conditions() {
        return parts.home.resolve(CONDITIONS);
    }

    /** Whom to trust for HTTPS and LDAPS, as PEM. */
    @Override
    public Path caCertificate() {
        return parts.home.resolve(CA_CERTIFICATE);
    }

    public Directory directory() {
        return parts.directory;
    }

    /** What Tomcat's valve takes for the time. */
    public ShiftedClock portalClock() {
        return parts.clocks.portal();
    }

    /**
     * What programs at the workstation are to take for the time: the lab's scripts start them with this shift. Programs
     * that are started otherwise have their own time.
     */
    @Override
    public ShiftedClock workstationClock() {
        return parts.clocks.workstation();
    }

    /** A computer for one user, whose files go when it is closed. */
    public Workstation workstation() throws IOException {
        return Workstation.temporary(this);
    }

    /** What the commands of the scripts do, and the faults of a domain. */
    public LabControl control() {
        return new ControlledLab(this);
    }

    /** What valve and KDC had to say. */
    public LabLog log() {
        return parts.log;
    }

    /**
     * Writes the keytab with the keys that the accounts have now, and lets the valve read it.
     *
     * @throws IOException if the file cannot be written, or the valve does not start with it
     */
    public void renewKeytab() throws IOException {
        parts.site.restartValve(() -> ServiceKeytab.of(parts.realms).write(keytab()));
    }

    /**
     * Writes the file of conditions, and waits for the valve to reload it, as after an administrator's change. That takes
     * seconds.
     *
     * @throws IOException if the file cannot be written, or the valve keeps the rules it has
     */
    public void changeConditions(String text) throws IOException {
        try (RulesNews news = new RulesNews(conditions())) {
            if (writeConditions(text)) {
                news.await();
            }
        }
    }

    /**
     * Writes the file of conditions, and starts the valve with it at once.
     *
     * @throws IOException if the file cannot be written, or the valve does not start
     */
    public void useConditions(String text) throws IOException {
        parts.site.restartValve(() -> writeConditions(text));
    }

    /**
     * Starts the valve with another way to sign in for those whom no ticket signs in: the portal's form at the start.
     *
     * @throws IOException if the valve does not start
     */
    public void useFallback(PortalFallback fallback) throws IOException {
        parts.site.useFallback(fallback);
    }

    /** Returns whether anything has changed. */
    private boolean writeConditions(String text) throws IOException {
        if (Files.exists(conditions()) && Files.readString(conditions()).equals(text)) {
            return false;
        }
        OwnerFile.replace(conditions(), text.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /**
     * Brings everything back to the state after the start, without a restart: directory entries and with them all keys, the
     * keytab, conditions, policies, the other way to sign in, clocks, what KDC and valve remember of used
     * tickets, HTTP sessions and the log.
     *
     * @throws IOException if the keytab cannot be written, or the valve does not start with it
     */
    public void reset() throws IOException {
        parts.site.startAfresh(() -> {
            parts.kdc.startAfresh(() -> {
                parts.directory.restore(afterStart);
                parts.realms.forEach(LabRealm::reset);
            });
            parts.clocks.portal().setShift(Duration.ZERO);
            parts.clocks.workstation().setShift(Duration.ZERO);
            parts.keytabAtStart.write(keytab());
            writeConditions(PortalRules.NONE.xml());
        });
        parts.log.clear();
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
