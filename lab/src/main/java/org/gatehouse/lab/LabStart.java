package org.gatehouse.lab;

import java.io.IOException;
import java.net.BindException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.command.PortalRules;
import org.gatehouse.lab.directory.Directory;
import org.gatehouse.lab.directory.file.DomainFileException;
import org.gatehouse.lab.directory.file.DomainSource;
import org.gatehouse.lab.directory.ldap.LdapEndpoints;
import org.gatehouse.lab.io.Closing;
import org.gatehouse.lab.io.OwnerFile;
import org.gatehouse.lab.io.OwnerFolder;
import org.gatehouse.lab.kdc.Kdc;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.gatehouse.lab.portal.PortalServlet;
import org.gatehouse.lab.tls.KeyStoreFile;
import org.gatehouse.lab.tls.LabAuthority;
import org.gatehouse.lab.web.Connectors;
import org.gatehouse.lab.web.PasswordRealm;
import org.gatehouse.lab.web.PortalFallback;
import org.gatehouse.lab.web.Site;
import org.gatehouse.lab.web.WebServer;
import org.gatehouse.valve.SsoAuthenticator;

/** Starts the parts of a lab: Tomcat gets ready while the directory boots, since both take their time. */
final class LabStart {
    /** The portal has always been running, whatever its clock is set to; after a start it would refuse clients behind it. */
    private static final Duration UPTIME = Duration.ofDays(36_500);

    private final LabOptions options;

    /** What is needed longest is added first. */
    private final Closing closing = new Closing();

    private LabStart(LabOptions options) {
        this.options = options;
    }

    static Lab.Parts start(LabOptions options) throws LabException {
        Ports.requireFree(options);
        LabStart start = new LabStart(options);
        try (Closing onFailure = new Closing()) {
            onFailure.add(start.closing);
            Lab.Parts parts = start.parts();
            onFailure.forget();
            return parts;
        } catch (DomainFileException e) {
            String problems = String.join(System.lineSeparator(), e.problems());
            throw new LabException(LabException.Reason.DOMAIN_FILE, problems, e);
        } catch (BindException e) { // somebody has taken the port since it was looked at
            throw new LabException(LabException.Reason.PORT_IN_USE, "port in use: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new LabException(LabException.Reason.FAILED, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(LabException.Reason.FAILED, "interrupted while starting", e);
        }
    }

    private Lab.Parts parts() throws DomainFileException, LabException, IOException, InterruptedException {
        OwnerFolder work =
                options.home().isPresent() ? workBelow(options.home().get()) : OwnerFolder.temporary("gatehouse-lab-");
        closing.add(work::close);
        Path home = options.home().orElse(work.path()).toAbsolutePath();
        List<LabRealm.Controls> controls = options.domains().stream()
                .map(domain -> new LabRealm.Controls(options.clock()))
                .toList();
        LabAuthority authority = new LabAuthority();
        KeyStoreFile ldapKeys = authority.issue(work.path().resolve("ldap.p12"), List.of());
        FutureTask<Directory> booting = bootDirectory(work.path(), ldapKeys, controls);
        URLClassLoader application = new URLClassLoader("gatehouse-lab", new URL[0], Lab.class.getClassLoader());
        closing.add(application);
        WebServer web = WebServer.prepare(work.path().resolve("tomcat"), "gatehouse-" + UUID.randomUUID(), application);
        closing.add(web::close);
        Directory directory = booted(booting);
        List<LabRealm> realms = realms(directory, controls);
        LabLog log = new LabLog(application);
        closing.add(log::close);
        Kdc kdc = kdc(realms, log);
        closing.add(kdc::close);
        Files.writeString(home.resolve(Lab.CA_CERTIFICATE), authority.pem());
        Files.writeString(home.resolve(Lab.KRB5_CONF), krb5Conf(realms, kdc.port()));
        ServiceKeytab keytab = serviceKeytab(realms);
        keytab.write(home.resolve(Lab.KEYTAB));
        LabClocks clocks = new LabClocks(new ShiftedClock(options.clock()), new ShiftedClock(options.clock()));
        KeyStoreFile webKeys = authority.issue(
                work.path().resolve("https.p12"),
                realms.stream().map(LabRealm::dnsName).toList());
        Connectors connectors =
                new Connectors(options.ports().http(), options.ports().https(), webKeys);
        GroupRoles roles = GroupRoles.of(realms.get(0));
        Site site = web.open(
                new WebServer.Application(
                        valve(home, realms, roles, clocks),
                        portal(realms, clocks),
                        new PasswordRealm(new AccountPasswords(realms, roles))),
                connectors);
        return new Lab.Parts(closing, home, realms, directory, kdc, site, clocks, keytab, log);
    }

    private OwnerFolder workBelow(Path home) throws LabException, IOException {
        closing.add(HomeLock.acquire(home));
        new LabProperties(home).remove(); // of a lab that had no time to do so
        return OwnerFolder.emptied(home.resolve("work"));
    }

    private FutureTask<Directory> bootDirectory(Path work, KeyStoreFile keyStore, List<LabRealm.Controls> controls) {
        List<DomainSource> domains = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            domains.add(
                    new DomainSource(options.domains().get(i), controls.get(i).clock()));
        }
        LdapEndpoints endpoints = new LdapEndpoints(
                options.ports().ldap(), options.ports().ldaps(), keyStore.path(), keyStore.password());
        FutureTask<Directory> booting =
                new FutureTask<>(() -> Directory.start(domains, work.resolve("directory"), endpoints));
        Thread helper = new Thread(booting, "gatehouse-directory-start");
        helper.setDaemon(true);
        helper.start();
        closing.add(() -> closeBooted(booting));
        return booting;
    }

    private static Directory booted(FutureTask<Directory> booting)
            throws DomainFileException, IOException, InterruptedException {
        try {
            return booting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DomainFileException cause) {
                throw cause;
            }
            throw e.getCause() instanceof IOException cause ? cause : new IOException("directory: " + e.getCause(), e);
        }
    }

    /** Waits for the start, if it's still going on; one that failed has cleaned up after itself. */
    private static void closeBooted(FutureTask<Directory> booting) {
        boolean interrupted = Thread.interrupted();
        try {
            booting.get().close();
        } catch (ExecutionException e) {
            // told by whoever waited for it
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<LabRealm> realms(Directory directory, List<LabRealm.Controls> controls) {
        List<LabRealm> realms = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            realms.add(new LabRealm(directory.domains().get(i), controls.get(i)));
        }
        return List.copyOf(realms);
    }

    private Kdc kdc(List<LabRealm> realms, LabLog log) throws IOException {
        List<KdcRealm> served = realms.stream().map(LabRealm::kdc).toList();
        return Kdc.start(options.ports().kdc(), log.ofKdc(), served);
    }

    private static String krb5Conf(List<LabRealm> realms, int kdcPort) {
        ClientKrb5Conf conf = new ClientKrb5Conf(kdcPort);
        realms.forEach(realm -> conf.with(realm.name(), realm.dnsName()));
        return conf.text();
    }

    private ServiceKeytab serviceKeytab(List<LabRealm> realms) throws LabException {
        LabRealm own = realms.get(0);
        String host = Lab.PORTAL + "." + own.dnsName();
        if (!ServiceKeytab.serves(own.directory().accounts().all(), host)) {
            throw new LabException(
                    LabException.Reason.DOMAIN_FILE,
                    "%1$s: one account alone has to have the servicePrincipalName HTTP/%2$s or HOST/%2$s:"
                                    .formatted(options.domains().get(0).name(), host)
                            + " nobody could sign in to the portal");
        }
        return ServiceKeytab.of(realms);
    }

    private static SsoAuthenticator valve(Path home, List<LabRealm> realms, GroupRoles roles, LabClocks clocks)
            throws IOException {
        SsoAuthenticator valve = new SsoAuthenticator(clocks.portal(), UPTIME);
        valve.setKeytab(home.resolve(Lab.KEYTAB).toString());
        valve.setReplayFile("none"); // a reset forgets what was accepted, and so does a new start
        valve.setRoles(file(home.resolve(Lab.ROLES), roles.file()));
        valve.setConditions(file(home.resolve(Lab.CONDITIONS), PortalRules.NONE.xml()));
        PortalFallback.FORM.applyTo(valve);
        valve.setLogoutPath("/logout");
        valve.setSiteName("Gatehouse lab");
        valve.setProtect("all"); // the constraint of one page would open all others
        if (realms.size() > 1) {
            valve.setTrustedRealms(vouching(realms));
        }
        return valve;
    }

    private static String file(Path file, String content) throws IOException {
        OwnerFile.replace(file, content.getBytes(StandardCharsets.UTF_8));
        return file.toString();
    }

    /** The portal's keytab has keys of every realm, and users of each come with tickets of the others. */
    private static String vouching(List<LabRealm> realms) {
        return realms.stream()
                .flatMap(key -> realms.stream()
                        .filter(user -> !user.name().equals(key.name()))
                        .map(user -> key.name() + ">" + user.name()))
                .collect(Collectors.joining(" "));
    }

    private static PortalServlet portal(List<LabRealm> realms, LabClocks clocks) {
        return new PortalServlet(user -> displayName(realms, user), () -> groupNames(realms), clocks.portal());
    }

    private static Map<String, String> groupNames(List<LabRealm> realms) {
        Map<String, String> names = new HashMap<>();
        realms.forEach(realm -> names.putAll(realm.directory().accounts().groupNames()));
        return names;
    }

    private static Optional<String> displayName(List<LabRealm> realms, String principal) {
        int at = principal.lastIndexOf('@');
        return realms.stream()
                .filter(realm -> realm.name().equals(principal.substring(at + 1)))
                .findFirst()
                .flatMap(realm -> realm.directory().accounts().displayName(principal.substring(0, Math.max(at, 0))));
    }
}
