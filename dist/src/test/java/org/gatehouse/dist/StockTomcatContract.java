package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JAR does in a Tomcat as it comes, with applications that know nothing of it. One Tomcat for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StockTomcatContract {
    private static final String LOOKS_SECRET = "correct-horse-battery-staple";

    private final Path home;

    @AutoClose
    private Lab lab;

    @AutoClose
    private StockTomcat tomcat;

    @AutoClose
    private Workstation alice;

    @AutoClose
    private Workstation stranger;

    private Path valve;
    private Path directory;
    private int port;

    /** @param home where the stock archive was unpacked */
    StockTomcatContract(String home) {
        this.home = Path.of(home);
    }

    @BeforeAll
    void startLabAndTomcat(@TempDir Path temporary) throws Exception {
        directory = temporary;
        lab = Lab.start();
        alice = lab.workstation();
        alice.kinit("alice", "Wonderland1!").orThrow();
        stranger = lab.workstation();
        valve = Archive.extractValve(directory);
        Path base = directory.resolve("base");
        StockTomcat.prepare(home, base, valve);
        deploy(base.resolve("webapps"));
        tomcat = StockTomcat.run(home, base);
        port = tomcat.awaitStart();
    }

    private void deploy(Path webapps) throws IOException {
        String keytab = "keytab=\"" + lab.keytab() + "\"";
        new WebArchive().valve(keytab).write(webapps.resolve("bare.war"));
        new WebArchive().write(webapps.resolve("without.war"));
        new WebArchive().valve(keytab + " protect=\"constraints\"").write(webapps.resolve("constraints.war"));
        new WebArchive()
                .valve(keytab)
                .file("private/index.jsp", "user: ${pageContext.request.userPrincipal.name}\n")
                .file("WEB-INF/web.xml", """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <security-constraint>
                            <web-resource-collection>
                              <web-resource-name>private</web-resource-name>
                              <url-pattern>/private/*</url-pattern>
                            </web-resource-collection>
                            <auth-constraint><role-name>**</role-name></auth-constraint>
                          </security-constraint>
                        </web-app>
                        """)
                .write(webapps.resolve("partly.war"));
        new WebArchive().valve(keytab).file("WEB-INF/web.xml", """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <filter>
                            <filter-name>cors</filter-name>
                            <filter-class>org.apache.catalina.filters.CorsFilter</filter-class>
                            <init-param>
                              <param-name>cors.allowed.origins</param-name>
                              <param-value>http://other.example</param-value>
                            </init-param>
                          </filter>
                          <filter-mapping>
                            <filter-name>cors</filter-name>
                            <url-pattern>/*</url-pattern>
                          </filter-mapping>
                        </web-app>
                        """).write(webapps.resolve("shared.war"));
        new WebArchive()
                .valve(keytab)
                .file("sorry.jsp", """
                        <% response.setStatus(200); response.setHeader("WWW-Authenticate", "Basic"); %>sorry: \
                        ${requestScope['org.gatehouse.code']}
                        """)
                .file("WEB-INF/web.xml", """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <error-page><error-code>401</error-code><location>/sorry.jsp</location></error-page>
                        </web-app>
                        """)
                .write(webapps.resolve("sorry.war"));
        for (String method : List.of("basic", "form", "spnego")) {
            new WebArchive()
                    .valve(keytab)
                    .file("WEB-INF/web.xml", declaring(method))
                    .write(webapps.resolve(method + ".war"));
        }
        new WebArchive()
                .valve("keytabb=\"" + LOOKS_SECRET + "\" protect=\"everything\" clockSkew=\"soon\"")
                .write(webapps.resolve("mistyped.war"));
        new WebArchive().valve("keytab=\"conf/late.keytab\"").write(webapps.resolve("late.war"));
        new WebArchive().file("META-INF/context.xml", """
                        <Context>
                          <Valve className="org.apache.catalina.authenticator.BasicAuthenticator"/>
                          <Valve className="org.gatehouse.valve.SsoAuthenticator" %s/>
                        </Context>
                        """.formatted(keytab)).write(webapps.resolve("twice.war"));
    }

    /** A deployment descriptor that wants another way to sign in. */
    private static String declaring(String method) {
        return """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <security-constraint>
                    <web-resource-collection>
                      <web-resource-name>all</web-resource-name>
                      <url-pattern>/*</url-pattern>
                    </web-resource-collection>
                    <auth-constraint><role-name>**</role-name></auth-constraint>
                  </security-constraint>
                  <login-config>
                    <auth-method>%s</auth-method>
                    <form-login-config>
                      <form-login-page>/login</form-login-page>
                      <form-error-page>/error</form-error-page>
                    </form-login-config>
                  </login-config>
                </web-app>
                """.formatted(method.toUpperCase(Locale.ROOT));
    }

    private URI address(String path) {
        return URI.create("http://portal.lab.localhost:" + port + path);
    }

    @Test
    void asksForSignOnWhereTheApplicationHasNoConstraint() throws Exception {
        Response response = stranger.get(address("/bare/"));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(response.body()).doesNotContain("user:");
    }

    @Test
    void signsOnWithTicket() throws Exception {
        Response response = alice.signOn(address("/bare/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
        assertThat(response.header("WWW-Authenticate"))
                .singleElement()
                .satisfies(value -> assertThat(value).matches("Negotiate [A-Za-z0-9+/]+=*"));
    }

    @Test
    void keepsSignOnInSession() throws Exception {
        String cookies = directory.resolve("cookies").toString();
        alice.signOn(address("/bare/"), "-c", cookies);

        Response response = stranger.get(address("/bare/"), "-b", cookies);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
    }

    @Test
    void refusesTokenThatIsNone() throws Exception {
        Response response = stranger.get(address("/bare/"), "-H", "Authorization: Negotiate AAAA");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains("GH-S001");
        assertThat(tomcat.await(Pattern.compile("GH-S001.*")).group()).contains("neither SPNEGO nor Kerberos");
    }

    @Test
    void leavesApplicationWithoutValveOpen() throws Exception {
        Response response = stranger.get(address("/without/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("user: \n");
    }

    @Test
    void protectConstraintsLeavesApplicationWithoutConstraintOpen() throws Exception {
        Response response = stranger.get(address("/constraints/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("user: \n");
    }

    @Test
    void protectAutoLeavesOpenWhatTheConstraintsOfTheApplicationDo() throws Exception {
        assertThat(stranger.get(address("/partly/")).status()).isEqualTo(200);
    }

    @Test
    void protectAutoAsksWhereAConstraintOfTheApplicationDoes() throws Exception {
        assertThat(stranger.get(address("/partly/private/")).status()).isEqualTo(401);
        assertThat(alice.signOn(address("/partly/private/")).body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "form", "spnego"})
    void takesThePlaceOfTheWayToSignOnThatTheApplicationDeclares(String method) throws Exception {
        Response first = stranger.get(address("/" + method + "/"));

        assertThat(first.status()).isEqualTo(401);
        assertThat(first.header("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(alice.signOn(address("/" + method + "/")).body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
    }

    @Test
    void showsThePageOfTheApplicationInAChallengeThatThePageCannotChange() throws Exception {
        Response response = stranger.get(address("/sorry/"), "-H", "Authorization: Negotiate AAAA");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Negotiate");
        assertThat(response.header("Set-Cookie")).isEmpty();
        assertThat(response.body()).startsWith("sorry: GH-S001");
        assertThat(alice.signOn(address("/sorry/")).body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
    }

    @Test
    void letsPreflightRequestsPassToTomcatsFilterAlone() throws Exception {
        String[] preflight = {
            "-X", "OPTIONS", "-H", "Origin: http://other.example", "-H", "Access-Control-Request-Method: GET"
        };

        assertThat(stranger.get(address("/shared/"), preflight).status()).isEqualTo(200);
        assertThat(stranger.get(address("/bare/"), preflight).status()).isEqualTo(401);
    }

    @Test
    void doesNotStartApplicationWithMistypedAttribute() throws Exception {
        assertThat(alice.signOn(address("/mistyped/")).status()).isEqualTo(404);
    }

    @Test
    void namesEveryProblemOfTheConfigurationAtOnce() throws Exception {
        String log = tomcat.everythingLogged();

        assertThat(log).contains("GH-C005: keytabb: ").contains("Did you mean keytab?");
        assertThat(log)
                .contains("GH-C001: keytab: ")
                .contains("GH-C006: protect: ")
                .contains("GH-C006: clockSkew: ");
    }

    @Test
    void printsNoStackTraceForWhatKeepsAnApplicationFromStarting() throws Exception {
        assertThat(tomcat.everythingLogged()).doesNotContain("LifecycleException", "\tat org.gatehouse");
    }

    @Test
    void doesNotStartApplicationWithASecondAuthenticator() throws Exception {
        assertThat(alice.signOn(address("/twice/")).status()).isEqualTo(404);
        assertThat(tomcat.linesWith("GH-C019"))
                .hasLineCount(1)
                .contains(
                        "org.apache.catalina.authenticator.BasicAuthenticator",
                        "They are in " + directory.resolve("base/webapps/twice.war") + "!/META-INF/context.xml.");
    }

    @Test
    void refusesWith503WhileThereIsNoKeyFileAndSignsInAsSoonAsItIsThere() throws Exception {
        Path late = directory.resolve("base/conf/late.keytab");
        assertThat(alice.signOn(address("/late/")).status()).isEqualTo(503);
        assertThat(tomcat.linesWith("GH-C015: keytab: " + late)).hasLineCount(1);

        Path complete = Files.copy(lab.keytab(), directory.resolve("late.keytab"));
        Files.move(complete, late, StandardCopyOption.ATOMIC_MOVE);
        tomcat.await(Pattern.compile("Gatehouse now uses the keys in .*late\\.keytab"));

        assertThat(alice.signOn(address("/late/")).body()).isEqualTo("user: alice@LAB.LOCALHOST\n");
    }

    @Test
    void keepsValueOfUnknownAttributeOutOfEveryLog() throws Exception {
        assertThat(tomcat.everythingLogged()).doesNotContain(LOOKS_SECRET);
    }

    @Test
    void saysOnceAtStartWhichTicketsItAccepts() {
        List<String> banners = tomcat.linesWith("Gatehouse ")
                .lines()
                .filter(line -> line.contains(" on /bare "))
                .toList();

        assertThat(banners).hasSize(1);
        assertThat(tomcat.linesWith("HTTP/portal.lab.localhost@LAB.LOCALHOST")).contains("aes256-sha1");
    }

    @Test
    void keepsEverybodyOutOfAHost(@TempDir Path base) throws Exception {
        StockTomcat.prepare(home, base, valve);
        Path serverXml = base.resolve("conf/server.xml");
        Files.writeString(serverXml, Files.readString(serverXml).replace("</Host>", """
                <Valve className="org.gatehouse.valve.SsoAuthenticator" keytab="conf/http.keytab"/>
                </Host>"""));

        try (StockTomcat misconfigured = StockTomcat.run(home, base)) {
            int itsPort = misconfigured.awaitStart();

            assertThat(misconfigured.linesWith("GH-C007")).hasLineCount(1).contains("<Context>");
            assertThat(stranger.get(URI.create("http://portal.lab.localhost:" + itsPort + "/"))
                            .status())
                    .isEqualTo(503);
        }
    }
}
