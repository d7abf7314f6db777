package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.realm.MemoryRealm;
import org.apache.catalina.session.StandardManager;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.pac.LogonInfoForge;
import org.gatehouse.pac.PacForge;
import org.gatehouse.pac.PacTickets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sign-in that outlives its application, or reaches another: each application gives the roles that its own valve says. */
class SharedRolesTest {
    private static final String GROUP = LogonInfoForge.DOMAIN + "-1110";

    @TempDir
    private Path directory;

    @TempDir
    private Path after;

    @TempDir
    private Path sessions;

    @BeforeEach
    void writeUsers() throws IOException {
        Files.writeString(
                directory.resolve("users.xml"),
                "<tomcat-users><user username='alice@EXAMPLE.COM' roles='manager-gui'/></tomcat-users>");
    }

    private static void constrain(Context context, String role) {
        SecurityCollection collection = new SecurityCollection(role, "");
        collection.addPattern("/" + role + "/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.addAuthRole(role);
        context.addConstraint(constraint);
    }

    /** Knows alice, and counts how often it is asked for her without a password. */
    private final class CountingRealm extends MemoryRealm {
        private final AtomicInteger asked = new AtomicInteger();

        CountingRealm() {
            setPathname(directory.resolve("users.xml").toString());
        }

        @Override
        public Principal authenticate(String name) {
            asked.incrementAndGet();
            return super.authenticate(name);
        }
    }

    private static Consumer<SsoAuthenticator> asking(boolean realm) {
        return valve -> {
            valve.setProtect("all");
            valve.setRolesFromRealm(String.valueOf(realm));
        };
    }

    private static String[] alice() {
        return new String[] {"Authorization", Negotiate.header(PacTickets.alice(PacForge.alice()))};
    }

    private static String cookies(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    /** Two applications with Tomcat's SingleSignOn over them, of which each may ask the realm that they share. */
    private TestTomcat two(boolean firstAsks, boolean secondAsks, CountingRealm realm) throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, asking(firstAsks), context -> {
                    context.getParent().setRealm(realm);
                    context.getParent().getPipeline().addValve(new SingleSignOn());
                    constrain(context, "manager-gui");
                })
                .withSecondApplication("/second", asking(secondAsks));
        constrain((Context) tomcat.context().getParent().findChild("/second"), "manager-gui");
        tomcat.start();
        return tomcat;
    }

    @ParameterizedTest
    @CsvSource({"true, false, 403", "false, true, 200", "true, true, 200", "false, false, 403"})
    void applicationHasTheRolesOfTomcatsRealmOnlyIfItsOwnValveAsks(boolean firstAsks, boolean secondAsks, int status)
            throws Exception {
        CountingRealm realm = new CountingRealm();
        try (TestTomcat tomcat = two(firstAsks, secondAsks, realm)) {
            HttpResponse<String> first = tomcat.get("/", alice());
            assertThat(tomcat.get("/manager-gui/x", "Cookie", cookies(first)).statusCode())
                    .isEqualTo(firstAsks ? 200 : 403);

            HttpResponse<String> second = tomcat.get("/second/manager-gui/x", "Cookie", cookies(first));

            assertThat(second.statusCode()).isEqualTo(status);
            assertThat(realm.asked).hasValue(firstAsks || secondAsks ? 1 : 0);
        }
    }

    /** Tomcat's SingleSignOn hands out the same user with each request; a realm can be far away. */
    @Test
    void realmIsAskedOnceForASession() throws Exception {
        CountingRealm realm = new CountingRealm();
        try (TestTomcat tomcat = two(false, true, realm)) {
            String cookies = cookies(tomcat.get("/", alice()));
            cookies += "; " + cookies(tomcat.get("/second/", "Cookie", cookies));
            for (int i = 0; i < 3; i++) {
                assertThat(tomcat.get("/second/manager-gui/x", "Cookie", cookies)
                                .statusCode())
                        .isEqualTo(200);
            }

            assertThat(realm.asked).hasValueLessThanOrEqualTo(2);
            assertThatNotesCanBeWritten((Context) tomcat.context().getParent().findChild("/second"));
        }
    }

    /** Clusters send them, and none of a session where one cannot be sent. */
    private static void assertThatNotesCanBeWritten(Context context) throws IOException {
        List<Object> notes = new ArrayList<>();
        for (Session session : context.getManager().findSessions()) {
            session.getNoteNames().forEachRemaining(name -> notes.add(session.getNote(name)));
        }
        assertThat(notes).hasSizeGreaterThan(1);
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            for (Object note : notes) {
                out.writeObject(note);
            }
        }
    }

    /** The administrator has changed it before the restart. */
    @ParameterizedTest
    @CsvSource({"true, false, 403", "false, true, 200", "true, true, 200"})
    void writtenSessionHasTheRolesOfTomcatsRealmOnlyIfItIsAskedNow(boolean before, boolean now, int status)
            throws Exception {
        Consumer<Context> persistent = context -> {
            StandardManager manager = new StandardManager();
            manager.setPathname(sessions.resolve("sessions.ser").toString());
            manager.setPersistAuthentication(true);
            context.setManager(manager);
            context.setRealm(new CountingRealm());
            List.of("manager-gui", GROUP).forEach(role -> constrain(context, role));
        };
        String cookie;
        try (TestTomcat tomcat = TestTomcat.started(directory, asking(before), persistent)) {
            HttpResponse<String> first = tomcat.get("/", alice());
            cookie = Negotiate.cookie(first);
            assertThat(tomcat.get("/manager-gui/x", "Cookie", cookie).statusCode())
                    .isEqualTo(before ? 200 : 403);
        }
        try (TestTomcat tomcat = TestTomcat.started(after, asking(now), persistent)) {
            assertThat(tomcat.get("/" + GROUP + "/x", "Cookie", cookie).statusCode())
                    .isEqualTo(200);
            assertThat(tomcat.get("/manager-gui/x", "Cookie", cookie).statusCode())
                    .isEqualTo(status);
        }
    }
}
