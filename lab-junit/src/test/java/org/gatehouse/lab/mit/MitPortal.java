package org.gatehouse.lab.mit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.portal.PortalServlet;
import org.gatehouse.lab.tls.LabAuthority;
import org.gatehouse.lab.web.Connectors;
import org.gatehouse.lab.web.PasswordRealm;
import org.gatehouse.lab.web.Site;
import org.gatehouse.lab.web.WebServer;
import org.gatehouse.valve.SsoAuthenticator;

/** Tomcat with the portal and the valve before it, without a lab around it. */
final class MitPortal implements AutoCloseable {
    private final ShiftedClock clock = new ShiftedClock(InstantSource.system());
    private final Path keytab;
    private final SsoAuthenticator valve;
    private final WebServer server;
    private final Site site;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    /** Kept here: the JVM's log manager holds its loggers, and with them their handlers, weakly. */
    private final Logger logger = Logger.getLogger(SsoAuthenticator.class.getName());

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** @param keys a keytab, of which the portal gets a copy */
    MitPortal(Path folder, Path keys) throws IOException {
        keytab = Files.copy(keys, Files.createDirectories(folder).resolve("http.keytab"));
        server = WebServer.prepare(
                folder.resolve("tomcat"), "mit-" + UUID.randomUUID(), MitPortal.class.getClassLoader());
        valve = new SsoAuthenticator(clock, Duration.ofDays(1));
        valve.setReplayFile("none"); // the portal starts afresh for each test
        valve.setKeytab(keytab.toString());
        valve.setProtect("all"); // the constraint of one page would open all others
        valve.setRoles(Files.writeString(folder.resolve("roles"), "S-1-5-21-1-2-3-1104 = " + WebServer.FINANCE_ROLE)
                .toString()); // which nobody has here: MIT's tickets name no groups
        PortalServlet portal = new PortalServlet(user -> Optional.empty(), Map::of, clock);
        Connectors connectors = new Connectors(0, 0, new LabAuthority().issue(folder.resolve("tls.p12"), List.of()));
        PasswordRealm nobody = new PasswordRealm((name, password) -> Optional.empty()); // MIT's users have tickets
        site = server.open(new WebServer.Application(valve, portal, nobody), connectors);
        logger.addHandler(handler);
    }

    URI url(String host) {
        return URI.create("http://" + host + ":" + site.httpPort() + "/");
    }

    /** Of the server. */
    ShiftedClock clock() {
        return clock;
    }

    /** Starts the valve anew with the keys in a file, with the right time, and with RC4 if that is wanted. */
    void use(Path keys, boolean rc4) throws IOException {
        clock.setShift(Duration.ZERO);
        warnings.clear();
        valve.setEncryptionTypes("aes256-sha2 aes128-sha2 aes256-sha1 aes128-sha1" + (rc4 ? " rc4-hmac" : ""));
        site.startAfresh(() -> Files.copy(keys, keytab, StandardCopyOption.REPLACE_EXISTING));
    }

    void use(Path keys) throws IOException {
        use(keys, false);
    }

    /** Puts another keytab in place while the valve runs, as an administrator would: at once and whole. */
    void replaceKeytab(Path keys) throws IOException {
        Path next = Files.copy(keys, keytab.resolveSibling("next.keytab"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, keytab, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the valve has warned of since it has these keys. */
    List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        logger.removeHandler(handler);
        server.close();
    }
}
