package org.gatehouse.valve;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that no key in use decrypts, while the keytab already has the right one. Nobody ticks. */
class NewerKeysTest {
    private static final byte[] NEW_KEY = new byte[32];
    private static final byte[] OLD_ENTRY = KeytabFixture.entry(7, Forge.SERVICE_KEY);
    private static final byte[] NEW_ENTRY = KeytabFixture.entry(8, NEW_KEY);

    private final AtomicInteger cusec = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void acceptsTheFirstTicketOfANewVersionOnceItsKeyIsInPlace() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            assertThat(signIn(tomcat, 8)).isEqualTo(401);

            replace(NEW_ENTRY, OLD_ENTRY);

            assertThat(signIn(tomcat, 8)).isEqualTo(200);
            assertThat(signIn(tomcat, 7)).isEqualTo(200);
            assertThat(tomcat.lines(Level.INFO)).anyMatch(line -> line.startsWith("Gatehouse now uses the new keys"));
        }
    }

    @Test
    void acceptsATicketThatTheKeyOfItsVersionNoLongerDecrypts() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            replace(KeytabFixture.entry(7, NEW_KEY));

            assertThat(signIn(tomcat, 7, NEW_KEY)).isEqualTo(200);
        }
    }

    @Test
    void findsAFileThatWasOverwrittenInPlaceAndKeepsItsOldTime() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            FileTime before = Files.getLastModifiedTime(keytab());
            Files.write(keytab(), KeytabFixture.file(KeytabFixture.entry(8, NEW_KEY)));
            Files.setLastModifiedTime(keytab(), before);

            assertThat(signIn(tomcat, 8)).isEqualTo(200);
        }
    }

    @Test
    void findsAFileBehindALinkThatPointsElsewhereNow() throws Exception {
        Path first = Files.write(directory.resolve("first"), KeytabFixture.file());
        Path second = Files.write(directory.resolve("second"), KeytabFixture.file(NEW_ENTRY));
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    link(first);
                    valve.setKeytab("link.keytab");
                },
                context -> {})) {
            assertThat(signIn(tomcat, 7)).isEqualTo(200);

            link(second);

            assertThat(signIn(tomcat, 8)).isEqualTo(200);
        }
    }

    /** Half of a file that is being written can end after one of its entries. */
    @Test
    void doesNotUseKeysAtOnceIfOneInUseWouldBeMissed() throws Exception {
        byte[] other = KeytabFixture.entry(7, "HTTP/other.example.com", new byte[32]);
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            replace(OLD_ENTRY, other);
            tomcat.valve().tick();
            tomcat.valve().tick();

            replace(NEW_ENTRY);

            assertThat(signIn(tomcat, 8)).isEqualTo(401);
            assertThat(signIn(tomcat, 7)).isEqualTo(200);
            tomcat.valve().tick();
            assertThat(signIn(tomcat, 7)).isEqualTo(200);
            tomcat.valve().tick();
            assertThat(signIn(tomcat, 8)).isEqualTo(200);
        }
    }

    @Test
    void keepsTheKeysInUseWhileAFileIsBrokenOrGone() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            for (byte[] broken :
                    List.of(new byte[0], new byte[] {5}, Arrays.copyOf(KeytabFixture.file(NEW_ENTRY), 20))) {
                Files.write(keytab(), broken);
                assertThat(signIn(tomcat, 8)).isEqualTo(401);
                assertThat(signIn(tomcat, 7)).isEqualTo(200);
            }
            Files.delete(keytab());
            assertThat(signIn(tomcat, 8)).isEqualTo(401);
            assertThat(signIn(tomcat, 7)).isEqualTo(200);

            replace(NEW_ENTRY);

            assertThat(signIn(tomcat, 8)).isEqualTo(200);
        }
    }

    @Test
    void acceptsTheSecondLegOfANegotiationThatBeganWithTheOldKeys() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            Bytes kerberos = MechanismOid.KERBEROS.content();
            connection.get(negotiate(Forge.negTokenInit(List.of(kerberos), Bytes.EMPTY)));

            replace(NEW_ENTRY);

            Bytes token = Forge.with(change -> {
                        change.kvno = OptionalLong.of(8);
                        change.serviceKey = NEW_KEY;
                    })
                    .kerberos();
            NegTokenResp next =
                    new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(token), Optional.empty());
            assertThat(connection.get(negotiate(next.encode())).status()).isEqualTo(200);
        }
    }

    @Test
    void failsNoSignInAfterTheFileIsInPlaceUnderLoad() throws Exception {
        Set<String> failures = ConcurrentHashMap.newKeySet();
        AtomicInteger accepted = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            for (int round = 8; round < 14; round++) {
                long kvno = round;
                byte[] key = Arrays.copyOf(new byte[] {(byte) round}, 32);
                byte[] previous = round == 8 ? Forge.SERVICE_KEY : Arrays.copyOf(new byte[] {(byte) (round - 1)}, 32);
                // Tickets of the new version arrive before its key does, and use up every look.
                assertThat(signIn(tomcat, kvno, key)).isEqualTo(401);
                replace(KeytabFixture.entry((int) kvno, key), KeytabFixture.entry((int) kvno - 1, previous));
                done.set(false);
                List<Future<Void>> running = Stream.generate(() -> (Callable<Void>) () -> {
                            while (!done.get()) {
                                int status = signIn(tomcat, kvno, key);
                                int old = signIn(tomcat, kvno - 1, previous);
                                if (status != 200 || old != 200) {
                                    failures.add(kvno + ": " + status + ", " + old);
                                }
                                accepted.incrementAndGet();
                            }
                            return null;
                        })
                        .limit(4)
                        .map(clients::submit)
                        .toList();
                int before = accepted.get();
                while (accepted.get() < before + 40) {
                    Thread.onSpinWait();
                }
                done.set(true);
                for (Future<Void> client : running) {
                    client.get();
                }
            }

            assertThat(failures).isEmpty();
        } finally {
            done.set(true);
            clients.shutdown();
        }
    }

    private static String negotiate(Bytes token) {
        return "Authorization: Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }

    private void replace(byte[]... entries) throws IOException {
        Path next = Files.write(directory.resolve("next.keytab"), KeytabFixture.file(entries));
        Files.move(next, keytab(), ATOMIC_MOVE);
    }

    private void link(Path target) {
        try {
            Path link = Files.createSymbolicLink(directory.resolve("next.link"), target.getFileName());
            Files.move(link, directory.resolve("link.keytab"), ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path keytab() {
        return directory.resolve("http.keytab");
    }

    private int signIn(TestTomcat tomcat, long kvno) throws Exception {
        return signIn(tomcat, kvno, kvno == 7 ? Forge.SERVICE_KEY : NEW_KEY);
    }

    private int signIn(TestTomcat tomcat, long kvno, byte[] key) throws Exception {
        Forge forge = Forge.with(change -> {
            change.kvno = OptionalLong.of(kvno);
            change.serviceKey = key;
            change.cusec = cusec.incrementAndGet();
        });
        String header =
                "Negotiate " + Base64.getEncoder().encodeToString(forge.spnego().toArray());
        return tomcat.get("/", "Authorization", header).statusCode();
    }
}
