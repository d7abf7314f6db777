package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import javax.management.ObjectName;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users that the web server in front of Tomcat names. */
class FrontUsersTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"tomcatAuthentication, false", "tomcatAuthorization, true"})
    void frontUsersAreLetInWhereTheConnectorSaysSoAndThatIsTold(String attribute, String value) throws Exception {
        Connector ajp = ajp(attribute, value);
        try (TestTomcat tomcat = started(ajp)) {
            assertThat(AjpRequest.get("/", "Basic eDp5").by("mallory").sendTo(ajp.getLocalPort()))
                    .contains("mallory");
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C022: connector \"ajp-nio-127.0.0.1-auto-")
                    .contains(
                            " has " + attribute + "=\"" + value + "\": users that the web server in front names"
                                    + " (REMOTE_USER) are let in without this valve being asked.",
                            "Remove tomcatAuthentication and tomcatAuthorization");
            assertThat(tomcat.valve().getSignedInByFront()).isEqualTo(1);
            assertThat(managed("signedInByFront")).isEqualTo(1L);
            assertThat(tomcat.valve().getAccepted()).isZero();
        }
    }

    @Test
    void frontUsersAreNotCountedWhereItNamesNone() throws Exception {
        Connector ajp = ajp("tomcatAuthentication", "false");
        try (TestTomcat tomcat = started(ajp)) {
            assertThat(AjpRequest.get("/", "Basic eDp5").sendTo(ajp.getLocalPort()))
                    .contains("Sign-in is needed");
            assertThat(tomcat.valve().getSignedInByFront()).isZero();
        }
    }

    @Test
    void frontUsersAreNobodyForAConnectorAsItIsDelivered() throws Exception {
        Connector ajp = ajp("tomcatAuthentication", "true");
        try (TestTomcat tomcat = started(ajp)) {
            assertThat(AjpRequest.get("/", "Basic eDp5").by("mallory").sendTo(ajp.getLocalPort()))
                    .contains("Sign-in is needed")
                    .doesNotContain("mallory");
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            assertThat(tomcat.valve().getSignedInByFront()).isZero();
        }
    }

    @Test
    void frontUsersAreToldOfOncePerConnectorForAllApplications() throws Exception {
        Connector ajp = ajp("tomcatAuthentication", "false");
        Connector other = ajp("tomcatAuthorization", "true");
        try (TestTomcat tomcat =
                new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second")) {
            tomcat.connector().getService().addConnector(ajp);
            tomcat.connector().getService().addConnector(other);
            tomcat.start();

            assertThat(tomcat.lines(Level.WARNING)).hasSize(2).allMatch(line -> line.startsWith("GH-C022: "));
        }
    }

    @Test
    void frontUsersAreNoMatterOfConnectorsForHttp() {
        assertThat(FrontUsers.problems(new Connector[] {new Connector("HTTP/1.1")}))
                .isEqualTo(List.of());
    }

    private TestTomcat started(Connector ajp) throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {});
        tomcat.connector().getService().addConnector(ajp);
        tomcat.start();
        return tomcat;
    }

    private static Connector ajp(String attribute, String value) {
        Connector ajp = new Connector("AJP/1.3");
        ajp.setPort(0);
        ajp.setProperty("address", "127.0.0.1");
        ajp.setProperty("secretRequired", "false");
        ajp.setProperty("packetSize", "65536");
        ajp.setProperty(attribute, value);
        return ajp;
    }

    private static Object managed(String attribute) throws Exception {
        ObjectName valves = new ObjectName("*:type=Valve,name=SsoAuthenticator,*");
        ObjectName valve = ManagementFactory.getPlatformMBeanServer()
                .queryNames(valves, null)
                .iterator()
                .next();
        return ManagementFactory.getPlatformMBeanServer().getAttribute(valve, attribute);
    }
}
