package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the lines of a start come into the log. */
class StartLogTest {
    @TempDir
    private Path directory;

    /** What a start has to say. */
    private record Start(String code, Consumer<SsoAuthenticator> valve, Consumer<Context> context) {
        @Override
        public String toString() {
            return code;
        }
    }

    static Stream<Start> starts() {
        return Stream.of(
                new Start("Gatehouse ", valve -> {}, context -> {}),
                new Start("GH-C001", valve -> valve.setKeytab(""), context -> {}),
                new Start("GH-C005", valve -> valve.setProperty("keytabb", "x"), context -> {}),
                new Start("GH-C006: protect", valve -> valve.setProtect("x"), context -> {}),
                new Start("GH-C006: cache", valve -> valve.setCache("x"), context -> {}),
                new Start("GH-C013", valve -> valve.setKeytab("open.keytab"), context -> {}),
                new Start("GH-C014", valve -> {}, context -> {}),
                new Start("GH-C015", valve -> valve.setKeytab("missing.keytab"), context -> {}),
                new Start(
                        "GH-C019", valve -> {}, context -> context.getPipeline().addValve(new BasicAuthenticator())),
                new Start("GH-C022", valve -> {}, StartLogTest::addAjp),
                new Start("GH-C026", valve -> {}, context -> context.setAltDDName("/none.xml")),
                new Start("GH-C020", valve -> {}, context -> context.addConstraint(forBosses())));
    }

    /** Tomcat's formatters print the class and method that log. */
    @ParameterizedTest
    @MethodSource("starts")
    void everyLineComesFromANamedMethodOfOurs(Start start) throws Exception {
        Path open = Files.write(directory.resolve("open.keytab"), KeytabFixture.file());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = new TestTomcat(directory, start.valve(), start.context())) {
            tomcat.connector().setProperty("maxHttpRequestHeaderSize", "8192");
            tomcat.start();

            List<LogRecord> ours = everything.records(Level.INFO).stream()
                    .filter(record -> record.getMessage().matches("(?s)(Gatehouse |GH-).*"))
                    .toList();
            assertThat(ours)
                    .anySatisfy(record -> assertThat(record.getMessage()).startsWith(start.code()))
                    .allSatisfy(record -> {
                        assertThat(record.getLoggerName()).isEqualTo(SsoAuthenticator.class.getName());
                        assertThat(record.getSourceClassName()).startsWith("org.gatehouse.valve.");
                        assertThat(record.getSourceMethodName()).doesNotContain("lambda$", "forEach", "accept");
                        assertThat(record.getThrown()).isNull();
                    });
        }
    }

    @Test
    void applicationsWithTheSameSettingsAndKeysShareABanner() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})
                .withSecondApplication("/second")
                .withSecondApplication("/third")) {
            tomcat.start();

            List<String> banners = tomcat.lines(Level.INFO);
            assertThat(banners).hasSize(3);
            assertThat(banners.get(0)).startsWith("Gatehouse ").contains("  HTTP/portal.example.com@EXAMPLE.COM ");
            assertThat(banners.subList(1, 3))
                    .allSatisfy(line -> assertThat(line)
                            .matches("Gatehouse \\S+ on /(second|third) · host localhost"
                                    + " · the same settings and keys as / on localhost"));
        }
    }

    @Test
    void anApplicationWithOtherSettingsHasABannerOfItsOwn() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})
                .withSecondApplication("/second", valve -> valve.setProtect("all"))) {
            tomcat.start();

            assertThat(tomcat.lines(Level.INFO))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("  HTTP/portal.example.com@EXAMPLE.COM "));
        }
    }

    @Test
    void anApplicationThatIsStartedAgainShowsItsBannerAgain() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.context().stop();
            tomcat.context().start();

            assertThat(tomcat.lines(Level.INFO))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("  HTTP/portal.example.com@EXAMPLE.COM "));
        }
    }

    @Test
    void aConnectorIsToldOfOnceForAllApplications() throws Exception {
        try (TestTomcat tomcat =
                new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second")) {
            tomcat.connector().setProperty("maxHttpRequestHeaderSize", "8192");
            tomcat.start();

            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-C014: ");
        }
    }

    private static void addAjp(Context context) {
        Connector ajp = new Connector("AJP/1.3");
        ajp.setPort(0);
        ajp.setProperty("secretRequired", "false");
        ajp.setProperty("tomcatAuthentication", "false");
        Container.getService(context).addConnector(ajp);
    }

    private static SecurityConstraint forBosses() {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern("/admin/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("boss");
        return constraint;
    }
}
