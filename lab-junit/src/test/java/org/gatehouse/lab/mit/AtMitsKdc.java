package org.gatehouse.lab.mit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.lab.io.Closing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** MIT's KDC and a portal for all tests of a class; for each test a host, a keytab and a desk of its own. */
abstract class AtMitsKdc {
    static final String SHA1 = "aes256-cts-hmac-sha1-96";
    static final String USER = MitDesk.ALICE + "@" + MitRealm.NAME;

    static MitRealm realm;
    static MitPortal portal;

    private static final Closing closing = new Closing();

    @TempDir
    static Path folder;

    @TempDir
    Path own;

    String host;
    String service;
    Path keytab;
    MitDesk desk;

    /** The portal does not start without a key; this one is of no host that a test uses. */
    @BeforeAll
    static void startRealm() throws IOException {
        realm = MitRealm.start(Files.createDirectory(folder.resolve("kdc")));
        closing.add(realm::close);
        realm.addUser(MitDesk.ALICE, MitDesk.PASSWORD);
        Path keys = folder.resolve("first.keytab");
        realm.addService("HTTP/nobody.mit.localhost", SHA1);
        realm.export(keys, "HTTP/nobody.mit.localhost", SHA1);
        portal = new MitPortal(folder.resolve("portal"), keys);
        closing.add(portal::close);
    }

    @AfterAll
    static void stopRealm() throws IOException {
        closing.close();
    }

    @BeforeEach
    void sitDown() {
        host = own.getFileName() + ".mit.localhost";
        service = "HTTP/" + host;
        keytab = own.resolve("service.keytab");
        desk = new MitDesk(realm, own);
    }
}
