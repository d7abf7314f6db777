package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.MemoryAccounts.user;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIT's kinit, kvno and klist against the KDC. */
class KdcIT {
    private static final String REALM = "LAB.LOCALHOST";

    @TempDir
    Path folder;

    private final List<KdcEvent> events = new CopyOnWriteArrayList<>();
    private final MemoryAccounts accounts =
            MemoryAccounts.small().add(user("svc-portal", "Portal1!", "HTTP/portal.lab.localhost"));
    private Kdc kdc;

    @BeforeEach
    void start() throws IOException {
        kdc = Kdc.start(KdcSettings.of(REALM).withLog(events::add), accounts);
    }

    @AfterEach
    void stop() {
        kdc.close();
    }

    @Test
    void signsOn() throws IOException {
        MitClient client = new MitClient(folder, kdc);

        MitClient.Result login = client.kinit("alice", "Wonderland1!");
        MitClient.Result ticket = client.kvno("HTTP/portal.lab.localhost");

        assertThat(login.status()).as(login.output()).isZero();
        assertThat(ticket.output()).contains("kvno = 2");
    }
}
