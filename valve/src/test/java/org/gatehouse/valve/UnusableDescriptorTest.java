package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code web.xml} that cannot be used leaves no request uncovered. */
class UnusableDescriptorTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<web-app>",
                "<web-app><security-constraint></web-app>",
                "<html/>",
                "<!DOCTYPE web-app [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><web-app>&x;</web-app>"
            })
    void coversEverythingAndIsToldOnce(String xml) throws Exception {
        write(xml, StandardCharsets.UTF_8);
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, UnusableDescriptorTest::addConstraint)) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/admin/x").statusCode()).isEqualTo(401);
            assertThat(tomcat.valve().getCoverage()).isEqualTo("every request (a web.xml cannot be used: GH-C026)");
            assertThat(everything.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C026: in the application /, web.xml cannot be used: it ");
        }
    }

    @Test
    void unusableDescriptorThatIsADirectoryCoversEverything() throws Exception {
        Files.createDirectories(directory.resolve("WEB-INF/web.xml"));
        assertCovered(valve -> {}, 401);
    }

    @Test
    void unusableDescriptorThatIsTooLargeCoversEverything() throws Exception {
        write("<web-app>" + " ".repeat(1 << 24) + "</web-app>", StandardCharsets.UTF_8);
        assertCovered(valve -> {}, 401);
    }

    @Test
    void unusableDescriptorThatIsNamedAndMissingCoversEverything() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, context -> {
            addConstraint(context);
            context.setAltDDName(directory.resolve("none.xml").toString());
        })) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void unusableDescriptorDoesNotMatterWhereTheAdministratorDecides() throws Exception {
        write("<web-app>", StandardCharsets.UTF_8);
        assertCovered(valve -> valve.setProtect("constraints"), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1"})
    void wellWrittenDescriptorIsUsableInAnyEncoding(String encoding) throws Exception {
        write("<?xml version='1.0' encoding='" + encoding + "'?><web-app/>", Charset.forName(encoding));
        assertCovered(valve -> {}, 200);
    }

    private void write(String xml, Charset encoding) throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml"), xml, encoding);
    }

    /** @param status of an address that the constraint does not name */
    private void assertCovered(Consumer<SsoAuthenticator> valve, int status) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve, UnusableDescriptorTest::addConstraint)) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(status);
            assertThat(tomcat.get("/admin/x").statusCode()).isEqualTo(401);
        }
    }

    private static void addConstraint(Context context) {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern("/admin/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        context.addConstraint(constraint);
    }
}
