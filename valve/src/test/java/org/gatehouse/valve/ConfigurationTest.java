package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.tomcat.util.IntrospectionUtils;
import org.gatehouse.settings.Attribute;
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
            tomcat.start();

            assertThat(tomcat.context().getState().isAvailable()).isFalse();
            assertThat(tomcat.get("/").statusCode()).isEqualTo(404);
            assertThat(tomcat.lines(Level.SEVERE))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("GH-C015: keytab: " + directory.resolve("missing.keytab") + " cannot be read"))
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
            tomcat.start();

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
                            coverage -> assertThat(coverage)
                                    .isEqualTo("  covers every request"
                                            + " (no constraint of the application's own asks for a sign-in)"),
                            users -> assertThat(users)
                                    .isEqualTo("  user names principal · PAC optional · SIDs of other realms"
                                            + " quarantined · roles SIDs"),
                            size -> assertThat(size).startsWith("  a user in 1,000 groups sends 15 KB of headers"),
                            keys -> assertThat(keys)
                                    .isEqualTo("  HTTP/portal.example.com@EXAMPLE.COM   kvno 7   aes256-sha1" + "   "
                                            + directory.resolve("http.keytab")));
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

    static List<Attribute<?>> attributes() {
        return Attribute.all();
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void ofEachAttributeReachesTheStartThroughItsSetter(Attribute<?> attribute) throws Exception {
        Consumer<SsoAuthenticator> emptied = valve -> IntrospectionUtils.setProperty(valve, attribute.name(), "");
        try (TestTomcat tomcat = new TestTomcat(directory, emptied, context -> {})) {
            tomcat.start();

            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .matches("GH-C0(01|06): " + attribute.name() + ": .*");
        }
    }

    @Test
    void ofUsersIsSummedUpInTheBannerWithItsRisks() throws Exception {
        Consumer<SsoAuthenticator> bold = valve -> {
            valve.setPacAbsent("refuse");
            valve.setSidFilter("report PARTNER.COM=forest");
            valve.setUserNameFormat("sam EXAMPLE.COM PARTNER.COM");
            valve.setUserNameCase("lower");
            valve.setRolesFromRealm("true");
            valve.setSessionBoundToTicket("false");
        };
        try (TestTomcat tomcat = TestTomcat.started(directory, bold, context -> {})) {
            assertThat(tomcat.lines(Level.INFO).get(0).lines())
                    .contains(
                            "  user names sam EXAMPLE.COM PARTNER.COM in lower case · PAC required · SIDs of other realms"
                                    + " by report PARTNER.COM=forest · roles SIDs and Tomcat's realm · sessions outlive"
                                    + " their tickets",
                            "  risk: users of EXAMPLE.COM and PARTNER.COM who have the same SAM name are one user to the"
                                    + " application",
                            "  risk: sidFilter only reports, so every realm can claim every group");
        }
    }

    /** Tomcat's lines say "not correctly configured" and "startup failed"; no line has a stack trace. */
    @Test
    void thatIsWrongLeadsToOneLineAndTwoOfTomcats() throws Exception {
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = new TestTomcat(directory, valve -> valve.setProtect("some"), context -> {})) {
            tomcat.start();

            assertThat(everything.records(Level.WARNING))
                    .noneMatch(record -> record.getThrown() != null)
                    .extracting(LogRecord::getMessage)
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("GH-C006: protect: \"some\""),
                            line -> assertThat(line).contains("not correctly configured"),
                            line -> assertThat(line).contains("startup failed"));
        }
    }

    @Test
    void thatIsFixedStartsTheApplicationAfterAll() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> valve.setProtect("some"), context -> {})) {
            tomcat.start();
            tomcat.valve().setProtect("auto");

            tomcat.context().start();

            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
        }
    }

    /** It is added to an application that runs, where Tomcat asks nobody whether the context is configured. */
    @Test
    void thatIsWrongInARunningApplicationServesNothing() throws Exception {
        SsoAuthenticator mistyped = new SsoAuthenticator();
        mistyped.setProtect("some");
        try (TestTomcat tomcat = withoutValve()) {
            tomcat.start();
            assertThat(tomcat.get("/").statusCode()).isEqualTo(200);

            tomcat.context().getPipeline().addValve(mistyped);

            assertThat(tomcat.get("/").statusCode()).isEqualTo(503);
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void outsideOfAContextKeepsEverybodyOutAndSaysWhatHelps() throws Exception {
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = withoutValve()) {
            tomcat.context().getParent().getPipeline().addValve(new SsoAuthenticator());

            tomcat.start();

            assertThat(everything.records(Level.WARNING))
                    .singleElement()
                    .satisfies(record -> assertThat(record.getMessage())
                            .isEqualTo(
                                    "GH-C007: the valve is in StandardHost \"localhost\", where it cannot work: every"
                                            + " request there gets 503. Move the <Valve> into a <Context>: the application's"
                                            + " META-INF/context.xml, or conf/context.xml for all applications."));
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(503);
        }
    }

    private TestTomcat withoutValve() throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {});
        tomcat.context().getPipeline().removeValve(tomcat.valve());
        return tomcat;
    }
}
