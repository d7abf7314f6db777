package org.gatehouse.dist.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.gatehouse.dist.Archive;
import org.gatehouse.dist.StockTomcat;
import org.gatehouse.dist.WebArchive;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stock Tomcat behind nginx, HAProxy and Apache httpd, each of which ends TLS with the settings that the archive ships. The
 * proxies are at 127.0.0.1, users at 127.0.0.3. {@code /trusting/} has {@code trustedProxies} and denies 127.0.0.2; {@code
 * /remote/} has Tomcat's {@code RemoteIpValve}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReverseProxyIT {
    private static final String USER = "127.0.0.3";
    private static final String DENIED = "127.0.0.2";
    private static final int ROUNDS = 4;
    private static final int LARGE = 60_000;

    private final Map<ProxyKind, ReverseProxy> proxies = new EnumMap<>(ProxyKind.class);

    @AutoClose
    private Lab lab;

    @AutoClose
    private StockTomcat tomcat;

    @AutoClose
    private Workstation alice;

    @AutoClose
    private Workstation bob;

    private Path folder;

    @BeforeAll
    void startLabTomcatAndProxies(@TempDir Path temporary) throws Exception {
        folder = temporary;
        for (ProxyKind kind : ProxyKind.values()) {
            kind.program();
        }
        lab = Lab.start();
        alice = lab.workstation();
        alice.kinit("alice", "Wonderland1!").orThrow();
        bob = lab.workstation();
        bob.kinit("bob", "Builder1!").orThrow();
        PortalCertificate.write(folder);
        Path home = Path.of(System.getProperty("gatehouse.tomcat10"));
        Path base = folder.resolve("base");
        StockTomcat.prepare(home, base, Archive.extractValve(folder));
        Path serverXml = base.resolve("conf/server.xml");
        Files.writeString(
                serverXml,
                Files.readString(serverXml)
                        .replace("<Connector port=\"0\"", "<Connector port=\"0\" maxHttpRequestHeaderSize=\"98304\""));
        deploy(base.resolve("webapps"));
        tomcat = StockTomcat.run(home, base);
        int port = tomcat.awaitStart();
        for (ProxyKind kind : ProxyKind.values()) {
            proxies.put(kind, ReverseProxy.start(kind, folder.resolve(kind.name()), folder, port));
        }
    }

    @AfterAll
    void stopProxies() {
        proxies.values().forEach(ReverseProxy::close);
    }

    private void deploy(Path webapps) throws IOException {
        Path conditions = Files.writeString(
                folder.resolve("conditions.xml"),
                "<conditions><addresses><deny>" + DENIED + "</deny></addresses></conditions>");
        application(
                        "keytab=\"%s\" trustedProxies=\"127.0.0.1\" conditions=\"%s\""
                                .formatted(lab.keytab(), conditions),
                        "")
                .write(webapps.resolve("trusting.war"));
        application(
                        "keytab=\"%s\" conditions=\"%s\"".formatted(lab.keytab(), conditions),
                        "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\" internalProxies=\"127\\.0\\.0\\.1\""
                                + " portHeader=\"X-Forwarded-Port\"/>")
                .write(webapps.resolve("remote.war"));
    }

    /** @param before another valve */
    private static WebArchive application(String attributes, String before) {
        return new WebArchive()
                .file("META-INF/context.xml", """
                        <Context>
                          %s
                          <Valve className="org.gatehouse.valve.SsoAuthenticator" %s/>
                        </Context>
                        """.formatted(before, attributes))
                .file("index.jsp", """
                        user: ${pageContext.request.userPrincipal.name}
                        address: ${pageContext.request.remoteAddr}
                        link: ${pageContext.request.requestURL}?${pageContext.request.queryString}
                        """)
                .file("back.jsp", """
                        <% response.sendRedirect(request.getRequestURL().append("?").append(request.getQueryString())
                            .append("&back=1").toString()); %>
                        """);
    }

    private String[] from(String address, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--interface", address, "--cacert", folder.resolve("ca.pem").toString(), "--http1.1"));
        all.addAll(Arrays.asList(options));
        return all.toArray(String[]::new);
    }

    private URI address(ProxyKind kind, String path) {
        return proxy(kind).address(path);
    }

    private ReverseProxy proxy(ProxyKind kind) {
        return Objects.requireNonNull(proxies.get(kind));
    }

    @ParameterizedTest
    @EnumSource
    void userSignsInWithTicketThroughProxy(ProxyKind kind) throws Exception {
        Response first = bob.get(address(kind, "/trusting/"), from(USER));
        Response signedIn = alice.signOn(address(kind, "/trusting/"), from(USER));

        assertThat(first.status()).isEqualTo(401);
        assertThat(first.header("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.body()).startsWith("user: alice@LAB.LOCALHOST\n");
    }

    @ParameterizedTest
    @EnumSource
    void addressRuleSeesClientBehindProxyThatIsTrusted(ProxyKind kind) throws Exception {
        assertThat(bob.get(address(kind, "/trusting/"), from(DENIED)).status()).isEqualTo(403);
        assertThat(bob.get(address(kind, "/trusting/"), from(USER)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void addressRuleSeesClientThatRemoteIpValveHasFound(ProxyKind kind) throws Exception {
        assertThat(bob.get(address(kind, "/remote/"), from(DENIED)).status()).isEqualTo(403);
        assertThat(bob.get(address(kind, "/remote/"), from(USER)).status()).isEqualTo(401);
    }

    static List<String> spoofed() {
        return List.of(
                "X-Forwarded-For: %s",
                "X-Forwarded-For: %s,",
                "X-Forwarded-For: 127.0.0.1, %s",
                "X-Forwarded-For: \", %s",
                "Forwarded: for=%s",
                "Forwarded: for=\"%s\";host=evil.example;proto=http",
                "X-Real-IP: %s",
                "X-Client-IP: %s");
    }

    @ParameterizedTest
    @MethodSource("spoofed")
    void headerThatClientWritesItselfChangesNothing(String header) throws Exception {
        for (ProxyKind kind : ProxyKind.values()) {
            for (String application : List.of("/trusting/", "/remote/")) {
                URI address = address(kind, application);

                assertThat(bob.get(address, from(DENIED, "-H", header.formatted("198.51.100.1")))
                                .status())
                        .as("%s", kind)
                        .isEqualTo(403);
                assertThat(bob.get(address, from(USER, "-H", header.formatted(DENIED)))
                                .status())
                        .as("%s", kind)
                        .isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void logShowsClientAndNotProxy(ProxyKind kind) throws Exception {
        Response refusal = bob.get(address(kind, "/trusting/"), from(USER, "-H", "Authorization: Negotiate AAAA"));
        String reference = refusal.body().replaceAll("(?s).*\\(GH-S001, ([0-9A-F-]+)\\).*", "$1");

        assertThat(tomcat.await(Pattern.compile("\\[" + reference + "].*")).group())
                .startsWith("[" + reference + "] " + USER + ": ");
    }

    @ParameterizedTest
    @EnumSource
    void deepLinkSurvivesWithOuterSchemeHostAndPort(ProxyKind kind) throws Exception {
        String path = "/remote/back.jsp?q=a%20b&x=%C3%A9";

        Response response = alice.signOn(address(kind, path), from(USER));

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).containsExactly(proxy(kind).origin() + path + "&back=1");
    }

    @ParameterizedTest
    @EnumSource
    void sessionCookieIsSecureWhereProxyEndsTls(ProxyKind kind) throws Exception {
        Response response = alice.signOn(address(kind, "/remote/?x=1"), from(USER));

        assertThat(response.body())
                .contains("address: " + USER + "\n", "link: " + proxy(kind).origin() + "/remote/?x=1\n");
        assertThat(response.header("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .singleElement()
                .asString()
                .contains("; Secure", "; HttpOnly");
    }

    /** Each of them with a ticket, then with the session; the proxy has one pool of connections for both. */
    @ParameterizedTest
    @EnumSource
    void usersOfOnePoolOfConnectionsAreNeverMixedUp(ProxyKind kind) throws Exception {
        URI address = address(kind, "/trusting/");
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Workstation> user :
                    Map.of("alice", alice, "bob", bob).entrySet()) {
                String cookies = folder.resolve(kind + "-" + user.getKey()).toString();
                Response byTicket = user.getValue().signOn(address, from(USER, "-c", cookies));
                Response bySession = user.getValue().get(address, from(USER, "-b", cookies));

                assertThat(byTicket.body()).startsWith("user: " + user.getKey() + "@LAB.LOCALHOST\n");
                assertThat(bySession.body()).startsWith("user: " + user.getKey() + "@LAB.LOCALHOST\n");
                assertThat(bob.get(address, from(USER)).status()).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void headerOfLargeTicketReachesGatehouse(ProxyKind kind) throws Exception {
        Response response =
                bob.get(address(kind, "/trusting/"), from(USER, "-H", "Authorization: Negotiate " + "A".repeat(LARGE)));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).contains("GH-S001");
    }
}
