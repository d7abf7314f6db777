package org.gatehouse.valve;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.core.StandardService;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.settings.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keytab that is replaced while requests come in. */
class KeysChangeTest {
    private static final byte[] NEW_KEY = new byte[32];
    private static final byte[] OLD_ENTRY = KeytabFixture.entry(7, Forge.SERVICE_KEY);
    private static final byte[] NEW_ENTRY = KeytabFixture.entry(8, NEW_KEY);

    private final AtomicInteger cusec = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void newKeysAreTakenOverAndOldOnesWorkAsLongAsTheyAreThere() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            assertThat(signOn(tomcat, 8)).isEqualTo(401);

            replace(tomcat, NEW_ENTRY, OLD_ENTRY);

            assertThat(signOn(tomcat, 8)).isEqualTo(200);
            assertThat(signOn(tomcat, 7)).isEqualTo(200);
            assertThat(tomcat.lines(Level.INFO))
                    .contains("Gatehouse now uses the new keys in " + keytab() + ":"
                            + " HTTP/portal.example.com@EXAMPLE.COM kvno 8 (7) aes256-sha1, was kvno 7 aes256-sha1");
        }
    }

    @Test
    void oldKeysEndWithTheFileThatHeldThem() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            replace(tomcat, NEW_ENTRY);

            assertThat(signOn(tomcat, 7)).isEqualTo(401);
        }
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            Files.write(keytab(), new byte[] {5, 2, 0, 0});
            lookTwice(tomcat);

            assertThat(signOn(tomcat, 7)).isEqualTo(200);
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-C009: GH-C003, ");
        }
    }

    @Test
    void whatWasAcceptedBeforeIsAReplayAfterwards() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String token = token(7);
            tomcat.get("/", "Authorization", token);

            replace(tomcat, NEW_ENTRY, OLD_ENTRY);

            assertThat(tomcat.get("/", "Authorization", token).body()).startsWith("Sign-in did not work (GH-K034, ");
        }
    }

    @Test
    void nobodyLooksAtTheFileAfterTheStop() throws Exception {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setRemoveOnCancelPolicy(true);
        Files.write(keytab(), KeytabFixture.file());
        ConfigurationFiles files = new ConfigurationFiles(
                Map.of(Attribute.KEYTAB, "http.keytab"), List.of(), new BaseFiles(directory.toFile()));
        ValveRun.Surroundings surroundings = new ValveRun.Surroundings(
                new StandardContext(),
                () -> Forge.NOW,
                LogFactory.getLog(KeysChangeTest.class),
                new Statistics(),
                sharedMemory(),
                new FormSignIn(new SsoAuthenticator(), 0));
        try (ValveRun running = new ValveRun(files.read(), surroundings)) {
            running.schedule(executor);
            assertThat(executor.getQueue()).hasSize(1);
        }

        assertThat(executor.getQueue()).isEmpty();
        executor.shutdown();
    }

    /** Where memory is short, the line about it cannot be written either. */
    @Test
    void errorInALookAndInTheLineAboutItEndsNoFurtherLook() throws Exception {
        WatchedKeytab file = new WatchedKeytab(KeytabFixture.file());
        Log speechless = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (log, method, arguments) -> {
                    if (method.getName().equals("error")) {
                        throw new OutOfMemoryError("of a test");
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
        try (ValveRun running = new ValveRun(
                file.read(),
                new ValveRun.Surroundings(
                        new StandardContext(),
                        () -> Forge.NOW,
                        speechless,
                        new Statistics(),
                        sharedMemory(),
                        new FormSignIn(new SsoAuthenticator(), 0)))) {
            file.content = KeytabFixture.file(NEW_ENTRY);
            file.onRead = () -> {
                throw new OutOfMemoryError("of a test");
            };
            assertThatCode(running::tick).doesNotThrowAnyException();

            file.onRead = () -> {};
            running.tick();
            running.tick();

            assertThat(running.parts().keys().all())
                    .extracting(ServiceKey::kvno)
                    .containsExactly(8L);
        }
    }

    @Test
    void notOneRequestUnderLoadNoticesIt() throws Exception {
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            replace(tomcat, NEW_ENTRY, OLD_ENTRY);
            Set<Future<?>> running = ConcurrentHashMap.newKeySet();
            IntStream.range(0, 4)
                    .forEach(client -> running.add(clients.submit(() -> {
                        while (!done.get()) {
                            statuses.add(signOn(tomcat, 8));
                        }
                        return null;
                    })));

            for (int i = 0; i < 20; i++) {
                replace(tomcat, NEW_ENTRY);
                replace(tomcat, NEW_ENTRY, OLD_ENTRY);
            }
            done.set(true);

            for (Future<?> client : running) {
                client.get();
            }
            assertThat(statuses).containsExactly(200);
            assertThat(tomcat.lines(Level.INFO)).hasSizeGreaterThan(40);
        } finally {
            done.set(true);
            clients.shutdown();
        }
    }

    private static SharedMemory sharedMemory() {
        StandardServer server = new StandardServer();
        StandardService service = new StandardService();
        server.addService(service);
        StandardEngine engine = new StandardEngine();
        service.setContainer(engine);
        StandardHost host = new StandardHost();
        host.setName("localhost");
        engine.addChild(host);
        StandardContext context = new StandardContext();
        context.setName("");
        context.setParent(host);
        return SharedMemory.of(context, new SharedMemory.Founding(Forge.NOW, () -> Forge.NOW, Optional.empty()));
    }

    private void replace(TestTomcat tomcat, byte[]... entries) throws Exception {
        Path next = Files.write(directory.resolve("next.keytab"), KeytabFixture.file(entries));
        Files.move(next, keytab(), ATOMIC_MOVE);
        lookTwice(tomcat);
    }

    private static void lookTwice(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }

    private Path keytab() {
        return directory.resolve("http.keytab");
    }

    private int signOn(TestTomcat tomcat, int kvno) throws Exception {
        return tomcat.get("/", "Authorization", token(kvno)).statusCode();
    }

    private String token(int kvno) {
        Forge forge = Forge.with(change -> {
            change.kvno = OptionalLong.of(kvno);
            change.serviceKey = kvno == 7 ? Forge.SERVICE_KEY : NEW_KEY;
            change.cusec = cusec.incrementAndGet();
        });
        return "Negotiate " + Base64.getEncoder().encodeToString(forge.spnego().toArray());
    }
}
