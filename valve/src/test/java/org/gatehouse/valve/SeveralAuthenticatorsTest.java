package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.authenticator.NonLoginAuthenticator;
import org.apache.catalina.authenticator.SSLAuthenticator;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More than one authenticator in front of one application. */
class SeveralAuthenticatorsTest {
    private static final String OURS = "org.gatehouse.valve.SsoAuthenticator";

    @TempDir
    private Path directory;

    static List<Valve> foreign() {
        return List.of(
                new BasicAuthenticator(), new FormAuthenticator(), new SSLAuthenticator(), new ForeignAuthenticator());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void keepTheApplicationFromStartingIfAForeignOneIsBehind(Valve other) throws Exception {
        assertRefused(
                context -> context.getPipeline().addValve(other),
                other.getClass().getName());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void keepTheApplicationFromStartingIfAForeignOneIsInFront(Valve other) throws Exception {
        Valve ours = ours("http.keytab");
        assertRefused(
                context -> {
                    removeValves(context);
                    context.getPipeline().addValve(other);
                    context.getPipeline().addValve(ours);
                },
                other.getClass().getName());
    }

    @Test
    void keepTheApplicationFromStartingIfTheValveIsThereTwice() throws Exception {
        assertRefused(context -> context.getPipeline().addValve(ours("http.keytab")), OURS);
    }

    /** The attributes of both are checked all the same. */
    @Test
    void areToldOnceBesideTheProblemsOfEach() throws Exception {
        Consumer<Context> second = context -> context.getPipeline().addValve(ours(" "));
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> valve.setProtect("some"), second)) {
            tomcat.start();

            assertThat(tomcat.lines(Level.SEVERE))
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("GH-C019: "),
                            next -> assertThat(next).startsWith("GH-C006: protect: "),
                            last -> assertThat(last).startsWith("GH-C001: keytab: "));
        }
    }

    /** An embedded Tomcat adds it by itself. */
    @Test
    void areNotTwoIfTheOneBehindAsksNobody() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory, valve -> {}, context -> context.getPipeline().addValve(new NonLoginAuthenticator()))) {
            assertThat(tomcat.get("/", Negotiate.alice()).body()).startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void areTwoIfTheOneInFrontAsksNobody() throws Exception {
        Valve ours = ours("http.keytab");
        assertRefused(
                context -> {
                    removeValves(context);
                    context.getPipeline().addValve(new NonLoginAuthenticator());
                    context.getPipeline().addValve(ours);
                },
                NonLoginAuthenticator.class.getName());
    }

    @Test
    void endTheApplicationIfAForeignOneIsAddedLater() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(200);

            tomcat.context().getPipeline().addValve(new BasicAuthenticator());

            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(503);
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C019: the application / has more than one authenticator: this valve and "
                            + "org.apache.catalina.authenticator.BasicAuthenticator.");
        }
    }

    @Test
    void endTheApplicationIfTheValveIsAddedLaterAgain() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.context().getPipeline().addValve(ours("http.keytab"));

            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(503);
            assertThat(tomcat.lines(Level.SEVERE))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith("GH-C019: "));
        }
    }

    /** As in a stock Tomcat: the defaults of all applications, and the application's own. */
    @Test
    void areNamedWithTheFilesThatTheyComeFrom() throws Exception {
        Path application = Files.createDirectories(directory.resolve("portal/META-INF"));
        Path own = Files.writeString(application.resolve("context.xml"), context(OURS, "protect=\"all\""));
        Path defaults = Files.writeString(
                Files.createDirectories(directory.resolve("conf")).resolve("context.xml"), context(OURS, ""));
        Files.writeString(directory.resolve("conf/server.xml"), "<Server><!-- " + context(OURS, "") + "--></Server>");

        List<String> problems = problemsOf(directory.resolve("portal"));

        assertThat(problems)
                .singleElement()
                .asString()
                .isEqualTo("GH-C019: the application /portal has more than one authenticator: this valve and " + OURS
                        + ". They are in " + defaults + ", " + own
                        + ". Keep one of them: the first would decide alone.");
    }

    @Test
    void areNamedWithTheFileOfTheHost() throws Exception {
        Path application = Files.createDirectories(directory.resolve("portal/META-INF"));
        Path own = Files.writeString(application.resolve("context.xml"), context(OURS, ""));
        Path ofHost = Files.writeString(
                Files.createDirectories(directory.resolve("conf/Tomcat/localhost"))
                        .resolve("context.xml.default"),
                context("org.apache.catalina.authenticator.BasicAuthenticator", ""));

        assertThat(problemsOf(directory.resolve("portal")))
                .singleElement()
                .asString()
                .contains("BasicAuthenticator. They are in " + ofHost + ", " + own + ".");
    }

    private List<String> problemsOf(Path application) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        Context context = tomcat.addWebapp("/portal", application.toString());
        // In full: of all Tomcats in one Java, the first decides where relative paths begin.
        ((StandardContext) context)
                .setDefaultContextXml(directory.resolve("conf/context.xml").toString());
        ((Host) context.getParent())
                .setXmlBase(directory.resolve("conf/Tomcat/localhost").toString());
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        try (LogRecorder recorder = new LogRecorder(OURS)) {
            tomcat.start();
            assertThat(context.getState().isAvailable()).isFalse();
            return recorder.lines(Level.SEVERE);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static String context(String className, String attributes) {
        return "<Context><Valve className='" + className + "' "
                + (className.equals(OURS) ? "keytab='http.keytab' " : "") + attributes + "/></Context>";
    }

    private void assertRefused(Consumer<Context> change, String other) throws Exception {
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = new TestTomcat(directory, valve -> {}, change)) {
            tomcat.start();

            assertThat(tomcat.context().getState().isAvailable()).isFalse();
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(404);
            assertThat(everything.records(Level.WARNING)).noneMatch(record -> record.getThrown() != null);
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .isEqualTo("GH-C019: the application / has more than one authenticator: this valve and " + other
                            + ". No file that Tomcat reads for it names them: a program adds them. Keep one of them:"
                            + " the first would decide alone.");
        }
    }

    private static SsoAuthenticator ours(String keytab) {
        SsoAuthenticator valve = new SsoAuthenticator();
        valve.setKeytab(keytab);
        return valve;
    }

    private static void removeValves(Context context) {
        for (Valve valve : context.getPipeline().getValves()) {
            if (valve != context.getPipeline().getBasic()) {
                context.getPipeline().removeValve(valve);
            }
        }
    }
}
