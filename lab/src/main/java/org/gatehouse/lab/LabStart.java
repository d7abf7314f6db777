package org.gatehouse.lab;

import java.io.IOException;
import java.net.BindException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.gatehouse.lab.directory.Directory;
import org.gatehouse.lab.directory.DirectoryDomain;
import org.gatehouse.lab.directory.DomainFileException;
import org.gatehouse.lab.directory.DomainSource;
import org.gatehouse.lab.directory.LdapEndpoints;
import org.gatehouse.lab.kdc.Kdc;
import org.gatehouse.lab.kdc.KdcPolicy;
import org.gatehouse.lab.kdc.KdcRealm;
import org.gatehouse.lab.portal.PortalServlet;
import org.gatehouse.lab.web.WebServer;
import org.gatehouse.valve.SsoPrincipal;

/** Starts the parts of a lab: Tomcat gets ready while the directory boots, since both take their time. */
final class LabStart {
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
        WorkDirectory work =
                options.home().isPresent() ? workBelow(options.home().get()) : WorkDirectory.temporary();
        closing.add(work::close);
        FutureTask<Directory> booting = bootDirectory(work.path().resolve("directory"));
        URLClassLoader application = new URLClassLoader("gatehouse-lab", new URL[0], Lab.class.getClassLoader());
        closing.add(application);
        WebServer web = WebServer.prepare(work.path().resolve("tomcat"), "gatehouse-" + UUID.randomUUID(), application);
        closing.add(web::close);
        Directory directory = booted(booting);
        DirectoryDomain domain = directory.domains().get(0);
        LabLog log = new LabLog(application);
        closing.add(log::close);
        Kdc kdc = kdc(domain, log);
        closing.add(kdc::close);

        Path home = options.home().orElse(work.path()).toAbsolutePath();
        Files.writeString(home.resolve(Lab.KRB5_CONF), Krb5Conf.of(domain.realm(), domain.dnsName(), kdc.port()));
        Path keytab = home.resolve(Lab.KEYTAB);
        ServiceKeytab services = new ServiceKeytab(domain.accounts().all());
        String host = Lab.PORTAL + "." + domain.dnsName();
        if (!services.serves(host)) {
            throw new LabException(
                    LabException.Reason.DOMAIN_FILE,
                    "%1$s: one account alone has to have the servicePrincipalName HTTP/%2$s or HOST/%2$s:"
                                    .formatted(options.domains().get(0).name(), host)
                            + " nobody could sign on to the portal");
        }
        services.write(keytab, domain.realm());
        PortalServlet portal = new PortalServlet(user -> displayName(domain, user), options.clock());
        int httpPort = web.open(options.httpPort(), keytab, options.clock(), portal);
        return new Lab.Parts(closing, directory, kdc, log, home, httpPort);
    }

    private WorkDirectory workBelow(Path home) throws LabException, IOException {
        closing.add(HomeLock.acquire(home));
        new LabProperties(home).remove(); // of a lab that had no time to do so
        return WorkDirectory.below(home);
    }

    private FutureTask<Directory> bootDirectory(Path work) {
        List<DomainSource> sources = options.domains().stream()
                .map(file -> new DomainSource(file, options.clock()))
                .toList();
        LdapEndpoints endpoints = new LdapEndpoints(options.ldapPort(), 0, work.resolve("ldap.p12"), "");
        FutureTask<Directory> booting = new FutureTask<>(() -> Directory.start(sources, work, endpoints));
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

    private Kdc kdc(DirectoryDomain domain, LabLog log) throws IOException {
        KdcRealm realm =
                new KdcRealm(domain.realm(), domain.accounts(), options.clock(), () -> KdcPolicy.OF_A_NEW_DOMAIN);
        return Kdc.start(options.kdcPort(), log.ofKdc(), List.of(realm));
    }

    /** A name of another realm is not this directory's to explain. */
    private static Optional<String> displayName(DirectoryDomain domain, SsoPrincipal user) {
        if (!user.realm().equals(domain.realm())) {
            return Optional.empty();
        }
        String account =
                user.name().substring(0, user.name().length() - user.realm().length() - 1);
        return domain.accounts().displayName(account);
    }
}
