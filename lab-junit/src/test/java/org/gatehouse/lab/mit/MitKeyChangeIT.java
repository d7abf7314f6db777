package org.gatehouse.lab.mit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The service's key is changed with kadmin while users sign in with tickets of MIT's KDC. */
class MitKeyChangeIT extends AtMitsKdc {
    private static final int CLIENTS = 2;
    private static final int CHANGES = 3;
    /** Enough for each client to have come several times after each change. */
    private static final int SIGN_INS_AFTER_A_CHANGE = 12;

    private final BlockingQueue<SignIn> signIns = new LinkedBlockingQueue<>();
    private final AtomicBoolean done = new AtomicBoolean();

    /** @param begun in nanoseconds, before the ticket was asked for */
    private record SignIn(long begun, int status, String ticket) {}

    @Test
    void failsNoSignInOnceTheNewKeytabIsInPlace() throws Exception {
        realm.addService(service, SHA1);
        realm.export(keytab, service, SHA1);
        portal.use(keytab);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                MitDesk ofClient = new MitDesk(realm, Files.createDirectory(own.resolve("desk-" + client)));
                running.add(clients.submit(signingIn(ofClient)));
            }
            for (int change = 0; change < CHANGES; change++) {
                signInsAfter(System.nanoTime(), running);
                assertThat(signInsAfter(changeTheKey(), running))
                        .allSatisfy(signIn ->
                                assertThat(signIn.status()).as("%s", signIn).isEqualTo(200));
            }
        } finally {
            done.set(true);
            clients.shutdown();
        }
    }

    /** Adds a new key to the keytab, which makes the KDC use it, and puts the file in place. Returns when that was. */
    private long changeTheKey() throws Exception {
        Path both = Files.copy(keytab, own.resolve("both.keytab"));
        realm.export(both, service, SHA1);
        portal.replaceKeytab(both);
        long inPlace = System.nanoTime();
        Files.delete(keytab);
        Files.move(both, keytab);
        return inPlace;
    }

    /** The first ones that have begun after a moment. */
    private List<SignIn> signInsAfter(long begin, List<Future<Void>> running) throws Exception {
        List<SignIn> after = new ArrayList<>();
        while (after.size() < SIGN_INS_AFTER_A_CHANGE) {
            SignIn signIn = signIns.poll(1, TimeUnit.SECONDS);
            if (signIn != null && signIn.begun() > begin) {
                after.add(signIn);
            }
            for (Future<Void> client : running) {
                if (client.isDone()) {
                    client.get(); // says why it has ended
                }
            }
        }
        return after;
    }

    /** With a new ticket each time, and the same ticket once more. */
    private Callable<Void> signingIn(MitDesk ofClient) {
        return () -> {
            while (!done.get()) {
                ofClient.logOn();
                for (String ticket : List.of("new", "known")) {
                    long begun = System.nanoTime();
                    int status = ofClient.signOn(portal.url(host)).status();
                    signIns.add(new SignIn(begun, status, ticket));
                }
            }
            return null;
        };
    }
}
