package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.IntrospectionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The valve's attributes and its place, as its start judges them. */
class ConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void thatIsWrongIsListedAtOnceByAttribute() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(
                directory,
                valve -> {
                    valve.setKeytab("missing.keytab");
                    valve.setProtect("some");
                    valve.setClockSkew("five");
                    valve.setProperty("keytabb", "hunter2");
                },
                context -> {})) {
            assertThatThrownBy(tomcat::start).isInstanceOf(LifecycleException.class);

            assertThat(tomcat.context().getState().isAvailable()).isFalse();
            assertThat(tomcat.lines(Level.SEVERE))
                    .anySatisfy(line -> assertThat(line).startsWith("GH-C015: keytab: missing.keytab"))
                    .anySatisfy(line -> assertThat(line).startsWith("GH-C006: protect: \"some\""))
                    .anySatisfy(line -> assertThat(line).startsWith("GH-C006: clockSkew: \"five\""))
                    .anySatisfy(line -> assertThat(line)
                            .isEqualTo("GH-C005: keytabb: the valve has no such attribute." + " Did you mean keytab?"))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).doesNotContain("hunter2"));
        }
    }

    /** Tomcat itself takes "ture" for false, and says so to nobody. */
    @Test
    void ofTomcatsOwnAttributesIsCheckedToo() throws Exception {
        Consumer<SsoAuthenticator> mistyped = valve -> {
            IntrospectionUtils.setProperty(valve, "changeSessionIdOnAuthentication", "ture");
            IntrospectionUtils.setProperty(valve, "allowCorsPreflight", "sometimes");
            IntrospectionUtils.setProperty(valve, "cache", "true");
        };
        try (TestTomcat tomcat = new TestTomcat(directory, mistyped, context -> {})) {
            assertThatThrownBy(tomcat::start).isInstanceOf(LifecycleException.class);

            assertThat(tomcat.lines(Level.SEVERE))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("GH-C006: changeSessionIdOnAuthentication: \"ture\" is neither true"),
                            line -> assertThat(line).startsWith("GH-C006: allowCorsPreflight: \"sometimes\""));
        }
    }

    @Test
    void thatIsGoodIsSummedUpInTheBanner() throws Exception {
        Consumer<Context> alias = context -> ((Host) context.getParent()).addAlias("portal");
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, alias)) {
            assertThat(tomcat.lines(Level.INFO).get(0).lines())
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .matches("Gatehouse \\S+ on / · host localhost portal · realm EXAMPLE\\.COM"
                                            + " · mechanisms kerberos · clock 2026-11-22T10:15:00Z"),
                            second -> assertThat(second)
                                    .isEqualTo("  HTTP/portal.example.com@EXAMPLE.COM   kvno 7   aes256-sha1"
                                            + "   http.keytab"));
        }
    }

    @Test
    void ofAConnectorThatRefusesLargeTicketsIsNamedAtTheStart() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
            tomcat.connector().setProperty("maxHttpRequestHeaderSize", "8192");
            tomcat.start();

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C014: connector \"http-nio-127.0.0.1-auto-");
        }
    }

    static Stream<Container> containers() {
        Container host = new StandardHost();
        host.setName("localhost");
        Container primitives = new StandardEngine();
        primitives.setName("Catalina");
        return Stream.of(host, primitives);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void outsideOfAContextIsRefusedWithTheSentenceThatHelps(Container container) {
        String place = container.getClass().getSimpleName() + " \"" + container.getName() + "\"";

        assertThatThrownBy(() -> container.getPipeline().addValve(new SsoAuthenticator()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "GH-C007: the valve stands in " + place + ". Move the <Valve> into a <Context>");
    }
}
