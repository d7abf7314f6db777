package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two stock Tomcats that send each other their sessions (DeltaManager). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterIT {
    private static final Pattern MEMBER = Pattern.compile("Replication member added");

    private static final String PAGE = """
            <%@ page import="org.gatehouse.valve.SsoPrincipal" %><%
            SsoPrincipal user = (SsoPrincipal) request.getUserPrincipal();
            if (request.getParameter("remember") != null) {
                session.setAttribute("remembered", request.getParameter("remember"));
            }
            %>user: <%= user.getName() %>, <%= user.account().orElseThrow().fullName() %>
            groups: <%= user.groupSids() %>
            each of them is a role: <%= user.groupSids().stream().allMatch(request::isUserInRole) %>
            claims: <%= user.claimTexts() %>
            service: <%= user.kerberos().orElseThrow().service() %>
            remembered: <%= session.getAttribute("remembered") %>
            """;

    @AutoClose
    private Lab lab;

    @AutoClose
    private Workstation alice;

    @AutoClose
    private Workstation stranger;

    @AutoClose
    private StockTomcat first;

    @AutoClose
    private StockTomcat second;

    private int firstPort;
    private int secondPort;

    @BeforeAll
    void startLabAndCluster(@TempDir Path directory) throws Exception {
        lab = Lab.start();
        alice = lab.workstation();
        alice.kinit("alice", "Wonderland1!").orThrow();
        stranger = lab.workstation();
        Path valve = Archive.extractValve(directory);
        List<Integer> channels = freePorts();
        first = node(directory.resolve("first"), valve, channels.get(0), channels.get(1));
        firstPort = first.awaitStart();
        second = node(directory.resolve("second"), valve, channels.get(1), channels.get(0));
        secondPort = second.awaitStart();
        first.await(MEMBER);
        second.await(MEMBER);
    }

    private StockTomcat node(Path base, Path valve, int own, int other) throws IOException {
        Path home = Path.of(System.getProperty("gatehouse.tomcat10"));
        StockTomcat.prepare(home, base, valve);
        Path serverXml = base.resolve("conf/server.xml");
        String engine = "<Engine name=\"Catalina\" defaultHost=\"localhost\">";
        String stock = Files.readString(serverXml);
        assertThat(stock).contains(engine);
        Files.writeString(serverXml, stock.replace(engine, engine + cluster(own, other)));
        new WebArchive()
                .valve("keytab=\"" + lab.keytab() + "\"")
                .file("index.jsp", PAGE)
                .file("WEB-INF/web.xml", """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"><distributable/></web-app>
                        """)
                .write(base.resolve("webapps/app.war"));
        return StockTomcat.run(home, base);
    }

    /** Members that are named, since not every machine has multicast; each request waits until its session is there. */
    private static String cluster(int own, int other) {
        return """

                <Cluster className="org.apache.catalina.ha.tcp.SimpleTcpCluster" channelSendOptions="6" channelStartOptions="3">
                  <Manager className="org.apache.catalina.ha.session.DeltaManager"/>
                  <Channel className="org.apache.catalina.tribes.group.GroupChannel">
                    <Receiver className="org.apache.catalina.tribes.transport.nio.NioReceiver" address="127.0.0.1"
                              port="%d" autoBind="0"/>
                    <Sender className="org.apache.catalina.tribes.transport.ReplicationTransmitter">
                      <Transport className="org.apache.catalina.tribes.transport.nio.PooledParallelSender"/>
                    </Sender>
                    <Interceptor className="org.apache.catalina.tribes.group.interceptors.TcpPingInterceptor"/>
                    <Interceptor className="org.apache.catalina.tribes.group.interceptors.TcpFailureDetector"/>
                    <Interceptor className="org.apache.catalina.tribes.group.interceptors.StaticMembershipInterceptor">
                      <Member className="org.apache.catalina.tribes.membership.StaticMember" host="127.0.0.1" port="%d"
                              uniqueId="%s"/>
                    </Interceptor>
                  </Channel>
                  <Valve className="org.apache.catalina.ha.tcp.ReplicationValve"/>
                  <ClusterListener className="org.apache.catalina.ha.session.ClusterSessionListener"/>
                </Cluster>
                """.formatted(own, other, uniqueId(other));
    }

    /** Sixteen bytes with a sign, as a member's identifier has them. */
    private static String uniqueId(int port) {
        return "{0,0,0,0,0,0,0,0,0,0,0,0,0,0," + (byte) (port >> 8) + "," + (byte) port + "}";
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), two.getLocalPort());
        }
    }

    private static URI address(int port, String path) {
        return URI.create("http://portal.lab.localhost:" + port + path);
    }

    @Test
    void userWhoSignedInAtOneNodeIsKnownAtTheOtherWithGroupsAndClaims() throws Exception {
        Response signedIn = alice.signOn(address(firstPort, "/app/?remember=teapot"));
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.body())
                .contains("alice@LAB.LOCALHOST", "remembered: teapot", "S-1-5-21-", "is a role: true");

        assertThat(stranger.get(address(secondPort, "/app/")).status()).isEqualTo(401);
        Response elsewhere = stranger.get(address(secondPort, "/app/"), "--header", "Cookie: " + cookie(signedIn));

        assertThat(elsewhere.status()).as(elsewhere.toString()).isEqualTo(200);
        assertThat(elsewhere.body()).isEqualTo(signedIn.body());
        assertThat(second.everythingLogged() + first.everythingLogged())
                .doesNotContain("NotSerializableException", "InvalidObjectException", "Unable to deserialize");
    }

    private static String cookie(Response response) {
        String header = response.header("Set-Cookie").get(0);
        return header.substring(0, header.indexOf(';'));
    }
}
