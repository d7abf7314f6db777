package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Refused;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A KDC on its port, for MIT's tools and the JDK's client. */
abstract class KdcWithClients {
    static final String REALM = "LAB.LOCALHOST";
    static final String SPN = "HTTP/portal.lab.localhost";
    static final Account PORTAL = user("svc-portal", "Portal1!", SPN);

    @TempDir
    Path folder;

    final List<KdcEvent> events = new CopyOnWriteArrayList<>();
    final MemoryAccounts accounts = MemoryAccounts.small().add(PORTAL);
    final ShiftedClock clock = new ShiftedClock(InstantSource.system());
    volatile KdcPolicy policy = KdcPolicy.OF_A_NEW_DOMAIN;
    Kdc kdc;
    MitClient client;

    @BeforeEach
    void start() throws IOException {
        kdc = Kdc.start(0, events::add, List.of(new KdcRealm(REALM, accounts, clock, () -> policy)));
        client = client();
    }

    @AfterEach
    void stop() {
        kdc.close();
    }

    /** @param libdefaults further lines of its krb5.conf */
    MitClient client(String... libdefaults) throws IOException {
        return new MitClient(folder, REALM, kdc.port(), libdefaults);
    }

    void signOn(String... options) throws IOException {
        MitClient.Result result = client.kinit("alice", "Wonderland1!", options);
        assertThat(result.status()).as(result.toString()).isZero();
    }

    /** The JDK's client as {@code user}, asking for the portal. */
    String jdk(String user, String password) throws IOException {
        return jdk(user, password, "HTTP@portal.lab.localhost");
    }

    String jdk(String user, String password, String service) throws IOException {
        return client.java(JdkClient.class, password + "\n", user, service).output();
    }

    KdcEvent.Outcome lastOutcome() {
        return events.get(events.size() - 1).outcome();
    }

    KdcError lastError() {
        return ((Refused) lastOutcome()).error();
    }
}
