package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.realm.MemoryRealm;
import org.apache.catalina.session.StandardManager;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.pac.LogonInfoForge;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.pac.PacForge;
import org.gatehouse.pac.PacTickets;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code web.xml} makes of a user's groups: Tomcat decides, with the roles that the valve gives it. */
class WindowsRolesTest {
    private static final String FINANCE = LogonInfoForge.DOMAIN + "-1110";
    private static final String OTHER = LogonInfoForge.DOMAIN + "-1111";

    @TempDir
    private Path directory;

    @TempDir
    private Path after;

    @TempDir
    private Path sessions;

    private static Consumer<Context> asking(String... roles) {
        return context -> {
            SecurityCollection collection = new SecurityCollection("finance", "");
            collection.addPattern("/finance/*");
            SecurityConstraint constraint = new SecurityConstraint();
            constraint.addCollection(collection);
            for (String role : roles) {
                constraint.addAuthRole(role);
            }
            context.addConstraint(constraint);
        };
    }

    private static String[] alice() {
        return ticket(PacForge.alice());
    }

    private static String[] ticket(Bytes pac) {
        return new String[] {"Authorization", Negotiate.header(PacTickets.alice(pac))};
    }

    private static int status(TestTomcat tomcat, String... headers) throws Exception {
        return tomcat.get("/finance/x", headers).statusCode();
    }

    private Path roles(String text) throws Exception {
        return Files.writeString(directory.resolve("roles"), text);
    }

    @Test
    void sidOfAGroupIsARole() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, asking(FINANCE))) {
            HttpResponse<String> first = tomcat.get("/finance/x", alice());

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(status(tomcat, "Cookie", Negotiate.cookie(first))).isEqualTo(200);
            assertThat(status(tomcat, Negotiate.alice())).isEqualTo(403);
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER, "S-1-5-32-544", "S-1-18-1", "staff"})
    void otherRolesAreNot(String role) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, asking(role))) {
            assertThat(status(tomcat, alice())).isEqualTo(403);
        }
    }

    @Test
    void groupForDenialsOnlyIsNoRole() throws Exception {
        Bytes pac = PacForge.with(info -> info.groups = List.of(new Membership(513), new Membership(1110, 0x10)))
                .signed();
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, asking(FINANCE))) {
            assertThat(status(tomcat, ticket(pac))).isEqualTo(403);
        }
    }

    @Test
    void everyUserHasTheRoleOfEverybodyWithOrWithoutAPac() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, asking("**"))) {
            assertThat(status(tomcat, alice())).isEqualTo(200);
            assertThat(status(tomcat, Negotiate.alice())).isEqualTo(200);
        }
    }

    @Test
    void groupHasTheRolesOfTheRolesFile() throws Exception {
        roles(FINANCE + " = finance, reports\n");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setRoles("roles"), asking("finance"))) {
            assertThat(status(tomcat, alice())).isEqualTo(200);
            assertThat(status(tomcat, Negotiate.alice())).isEqualTo(403);
            assertThat(tomcat.lines(Level.INFO))
                    .anySatisfy(line -> assertThat(line)
                            .isEqualTo("Gatehouse uses the roles in " + directory.resolve("roles")
                                    + ": 1 SID with 2 roles: finance, reports"));
        }
    }

    @Test
    void changedRolesFileCountsForSessionsThatLive() throws Exception {
        roles(FINANCE + " = finance\n");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setRoles("roles"), asking("finance"))) {
            String cookie = Negotiate.cookie(tomcat.get("/finance/x", alice()));

            roles(OTHER + " = finance\n");
            tomcat.valve().tick();
            tomcat.valve().tick();
            assertThat(status(tomcat, "Cookie", cookie)).isEqualTo(403);
            roles(FINANCE + " = finance\n");
            tomcat.valve().tick();
            tomcat.valve().tick();
            assertThat(status(tomcat, "Cookie", cookie)).isEqualTo(200);
        }
    }

    @Test
    void brokenRolesFileLeavesTheRolesAsTheyWereAndIsToldOnce() throws Exception {
        roles(FINANCE + " = finance\n");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setRoles("roles"), asking("finance"))) {
            roles(FINANCE + " = finance\nfinance\n");
            for (int i = 0; i < 4; i++) {
                tomcat.valve().tick();
            }

            assertThat(status(tomcat, alice())).isEqualTo(200);
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C027: roles: " + directory.resolve("roles")
                            + " cannot be used: line 2: there is no \"=\""
                            + " between SID and roles. The roles stay as they were. Fix the file.");
        }
    }

    /** As key files: what others may have written is not used, and the start says who could. */
    @Test
    void changedRolesFileThatOthersCanWriteIsNotUsed() throws Exception {
        roles(FINANCE + " = finance\n");
        Path file = directory.resolve("roles");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setRoles("roles"), asking("finance"))) {
            assertThat(status(tomcat, alice())).isEqualTo(200);
            assertThat(tomcat.lines(Level.WARNING))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(
                                    "GH-C013: roles: " + file + " can be read or changed by every user of this machine")
                            .contains("can give any user any role"));

            roles(OTHER + " = finance\n");
            tomcat.valve().tick();
            tomcat.valve().tick();
            assertThat(status(tomcat, alice())).isEqualTo(200);
            assertThat(tomcat.lines(Level.SEVERE))
                    .first()
                    .asString()
                    .contains(
                            "GH-C027: ",
                            "it has changed, and it can be read or changed by every user",
                            "stay as they were");

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w--w-")); // other ones, no better
            tomcat.valve().tick();
            tomcat.valve().tick();
            assertThat(status(tomcat, alice())).isEqualTo(200);

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            tomcat.valve().tick();
            tomcat.valve().tick();
            assertThat(status(tomcat, alice())).isEqualTo(403);
        }
    }

    @Test
    void missingRolesFileGivesNobodyARoleUntilItIsThere() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setRoles("roles"), asking("finance"))) {
            assertThat(status(tomcat, alice())).isEqualTo(403);
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C027: ")
                    .contains("No group has a role.");

            roles(FINANCE + " = finance\n");
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(status(tomcat, alice())).isEqualTo(200);
        }
    }

    @Test
    void tomcatsRealmAddsRolesToTheFullNameOnlyWhereTheAdministratorSaysSo() throws Exception {
        MemoryRealm realm = managers("alice@EXAMPLE.COM", "bob");
        Consumer<SsoAuthenticator> asked = valve -> {
            valve.setRolesFromRealm("true");
            valve.setUserNameFormat("sam EXAMPLE.COM");
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, asked, of(realm))) {
            HttpResponse<String> first = tomcat.get("/finance/x", alice());

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).startsWith("alice by Kerberos");
            assertThat(status(tomcat, "Authorization", Negotiate.header(typed("bob"))))
                    .isEqualTo(403);
            assertThat(realm.authenticate("alice@EXAMPLE.COM", ""))
                    .as("with an empty password")
                    .isNull();
        }
    }

    /** A KDC takes what the user typed, and the realm knows one spelling. */
    @ParameterizedTest
    @CsvSource({"as-issued, 403", "lower, 200"})
    void tomcatsRealmIsAskedForTheNameInItsCase(String userNameCase, int status) throws Exception {
        Consumer<SsoAuthenticator> asked = valve -> {
            valve.setRolesFromRealm("true");
            valve.setUserNameCase(userNameCase);
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, asked, of(managers("alice@EXAMPLE.COM")))) {
            assertThat(status(tomcat, "Authorization", Negotiate.header(typed("ALICE"))))
                    .isEqualTo(status);
        }
    }

    @Test
    void tomcatsRealmAddsNoRolesUnlessAsked() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, of(managers("alice@EXAMPLE.COM")))) {
            assertThat(status(tomcat, alice())).isEqualTo(403);
        }
    }

    private MemoryRealm managers(String... names) throws IOException {
        StringBuilder users = new StringBuilder("<tomcat-users>");
        for (String name : names) {
            users.append("<user username='").append(name).append("' roles='manager-gui'/>");
        }
        MemoryRealm realm = new MemoryRealm();
        realm.setPathname(Files.writeString(directory.resolve("users.xml"), users + "</tomcat-users>")
                .toString());
        return realm;
    }

    private static Consumer<Context> of(MemoryRealm realm) {
        return context -> {
            context.setRealm(realm);
            asking("manager-gui").accept(context);
        };
    }

    /** A ticket for the name as somebody typed it. */
    private static Forge typed(String name) {
        Forge ticket = PacTickets.alice(PacForge.with(info -> info.effectiveName = name)
                .remove(PacForge.UPN_DNS_INFO)
                .put(PacForge.CLIENT_INFO, PacForge.clientInfo(name, PacForge.AUTH_TIME))
                .signed());
        ticket.cname = List.of(name);
        ticket.authenticatorName = ticket.cname;
        return ticket;
    }

    /** Tomcat's own principal would come back without the SIDs. */
    @Test
    void sessionThatWasWrittenKeepsTheGroups() throws Exception {
        Consumer<Context> persistent = context -> {
            StandardManager manager = new StandardManager();
            manager.setPathname(sessions.resolve("sessions.ser").toString());
            manager.setPersistAuthentication(true);
            context.setManager(manager);
            asking(FINANCE).accept(context);
        };
        String cookie;
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, persistent)) {
            cookie = Negotiate.cookie(tomcat.get("/finance/x", alice()));
        }
        try (TestTomcat tomcat = TestTomcat.started(after, valve -> {}, persistent)) {
            assertThat(status(tomcat, "Cookie", cookie)).isEqualTo(200);
            assertThat(status(tomcat, Negotiate.alice())).isEqualTo(403);
        }
    }

    /** All of them of the user's domain, and all of them of others. */
    @Test
    void thousandGroupsJustWork() throws Exception {
        Bytes own = PacForge.with(info -> info.groups =
                        IntStream.range(1110, 2110).mapToObj(Membership::new).toList())
                .signed();
        Bytes others = PacForge.with(info -> info.extraSids = IntStream.range(1110, 2110)
                        .mapToObj(rid -> new Group("S-1-5-21-3062750306-1230139592-1973306805-" + rid))
                        .toList())
                .signed();
        assertThat(ticket(own)[1].length()).isLessThan(15_000);
        assertThat(ticket(others)[1].length()).isLessThan(60_000);
        Consumer<Context> last =
                asking(LogonInfoForge.DOMAIN + "-2109", "S-1-5-21-3062750306-1230139592-1973306805-2109");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, last)) {
            for (Bytes pac : List.of(own, others)) {
                HttpResponse<String> first = tomcat.get("/finance/x", ticket(pac));

                assertThat(first.statusCode()).isEqualTo(200);
                assertThat(status(tomcat, "Cookie", Negotiate.cookie(first))).isEqualTo(200);
            }
        }
    }
}
