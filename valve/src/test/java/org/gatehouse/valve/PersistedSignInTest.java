package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.catalina.Manager;
import org.apache.catalina.session.FileStore;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session managers that keep sign-ins over a restart of Tomcat ({@code persistAuthentication}). */
class PersistedSignInTest {
    @TempDir
    private Path before;

    @TempDir
    private Path after;

    @TempDir
    private Path sessions;

    @Test
    void isKeptByTheStandardManager() throws Exception {
        HttpResponse<String> response = restarted(() -> standard(true));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("alice@EXAMPLE.COM by Kerberos at HTTP/portal.example.com@EXAMPLE.COM, SPNEGO");
    }

    @Test
    void isKeptByThePersistentManager() throws Exception {
        HttpResponse<String> response = restarted(() -> {
            PersistentManager manager = new PersistentManager();
            FileStore store = new FileStore();
            store.setDirectory(sessions.toString());
            manager.setStore(store);
            manager.setSaveOnRestart(true);
            manager.setPersistAuthentication(true);
            return manager;
        });

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("alice@EXAMPLE.COM by Kerberos at HTTP/portal.example.com@EXAMPLE.COM, SPNEGO");
    }

    /** As it is with Tomcat's own authenticators, a session that is kept is nobody's unless the manager is told to. */
    @Test
    void isNotKeptWhereTheManagerIsNotToldTo() throws Exception {
        assertThat(restarted(() -> standard(false)).statusCode()).isEqualTo(401);
    }

    private StandardManager standard(boolean persistAuthentication) {
        StandardManager manager = new StandardManager();
        manager.setPathname(sessions.resolve("sessions.ser").toString());
        manager.setPersistAuthentication(persistAuthentication);
        return manager;
    }

    /** What a user is answered whose session was begun before Tomcat was started again. */
    private HttpResponse<String> restarted(Supplier<Manager> manager) throws Exception {
        String cookie;
        try (TestTomcat tomcat =
                TestTomcat.started(before, valve -> {}, context -> context.setManager(manager.get()))) {
            cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));
        }
        try (Stream<Path> files = Files.list(sessions)) {
            assertThat(files).hasSize(1);
        }
        try (TestTomcat tomcat = TestTomcat.started(after, valve -> {}, context -> context.setManager(manager.get()))) {
            return tomcat.get("/", "Cookie", cookie);
        }
    }
}
