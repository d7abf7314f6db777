package org.gatehouse.lab;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.gatehouse.lab.directory.Directory;
import org.gatehouse.lab.directory.DomainFileException;
import org.gatehouse.lab.kdc.Kdc;
import org.gatehouse.lab.kdc.KdcSettings;
import org.gatehouse.lab.portal.PortalServlet;
import org.gatehouse.lab.web.WebServer;
import org.gatehouse.valve.SsoPrincipal;

/** Starts the parts of a lab: Tomcat gets ready while the directory boots, which both take their time. */
final class LabStart {
    private final LabOptions options;
    private final Closing closing = new Closing();

    private LabStart(LabOptions options) {
        this.options = options;
    }

    static Lab.Parts start(LabOptions options) throws LabException {
        Ports.requireFree(options);
        LabStart start = new LabStart(options);
        try {
            return start.parts();
        } catch (DomainFileException e) {
            throw start.stopped(new LabException(
                    LabException.Reason.DOMAIN_FILE, String.join(System.lineSeparator(), e.problems()), e));
        } catch (BindException e) { // somebody has taken the port since it was looked at
            throw start.stopped(
                    new LabException(LabException.Reason.PORT_IN_USE, "a port is in use: " + e.getMessage(), e));
        } catch (IOException | RuntimeException e) {
            throw start.stopped(new LabException(LabException.Reason.FAILED, String.valueOf(e.getMessage()), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw start.stopped(new LabException(LabException.Reason.FAILED, "interrupted while starting", e));
        }
    }

    private LabException stopped(LabException failure) {
        try {
            closing.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private Lab.Parts parts() throws DomainFileException, IOException, InterruptedException {
        WorkDirectory work =
                options.home().isPresent() ? WorkDirectory.below(options.home().get()) : WorkDirectory.temporary();
        closing.add(work::close);
        ClassLoader application = new ApplicationParent();
        FutureTask<WebServer> tomcat = prepareTomcat(work.path(), application);

        Directory directory = Directory.start(
                options.domain(), work.path().resolve("directory"), options.ldapPort(), options.clock());
        closing.add(directory::close);
        LabLog log = new LabLog(application);
        closing.add(log::close);
        Kdc kdc = kdc(directory, log);
        closing.add(kdc::close);

        Path home = options.home().orElse(work.path());
        Files.writeString(home.resolve(Lab.KRB5_CONF), Krb5Conf.of(directory.realm(), directory.dnsName(), kdc.port()));
        Path keytab = home.resolve(Lab.KEYTAB);
        ServiceKeytab.write(keytab, directory.realm(), directory.accounts().all());
        PortalServlet portal = new PortalServlet(user -> displayName(directory, user), options.clock());
        int httpPort = prepared(tomcat).open(options.httpPort(), keytab, options.clock(), portal);
        return new Lab.Parts(closing, directory, kdc, log, home, httpPort);
    }

    private FutureTask<WebServer> prepareTomcat(Path work, ClassLoader application) {
        String name = "gatehouse-" + UUID.randomUUID();
        FutureTask<WebServer> tomcat =
                new FutureTask<>(() -> WebServer.prepare(work.resolve("tomcat"), name, application));
        Thread helper = new Thread(tomcat, "gatehouse-start");
        helper.setDaemon(true);
        helper.start();
        closing.add(() -> closePrepared(tomcat));
        return tomcat;
    }

    private Kdc kdc(Directory directory, LabLog log) throws IOException {
        KdcSettings settings = KdcSettings.of(directory.realm())
                .withPort(options.kdcPort())
                .withClock(options.clock())
                .withLog(log.ofKdc());
        return Kdc.start(settings, directory.accounts());
    }

    /** A name of another realm is not this directory's to explain. */
    private static Optional<String> displayName(Directory directory, SsoPrincipal user) {
        if (!user.realm().equals(directory.realm())) {
            return Optional.empty();
        }
        String account =
                user.name().substring(0, user.name().length() - user.realm().length() - 1);
        return directory.accounts().displayName(account);
    }

    private static WebServer prepared(FutureTask<WebServer> tomcat) throws IOException, InterruptedException {
        try {
            return tomcat.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("Tomcat: " + e.getCause(), e);
        }
    }

    private static void closePrepared(FutureTask<WebServer> tomcat) throws IOException {
        try {
            tomcat.get().close();
        } catch (ExecutionException e) {
            // told already by whoever waited for it; what failed has cleaned up after itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One for each lab: its log tells by it whose a record is. */
    private static final class ApplicationParent extends ClassLoader {
        ApplicationParent() {
            super("gatehouse-lab", Lab.class.getClassLoader());
        }
    }
}
