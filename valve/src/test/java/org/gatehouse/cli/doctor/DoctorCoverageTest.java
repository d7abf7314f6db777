package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What doctor says of the requests that need a sign-in, and of users that need none. */
class DoctorCoverageTest {
    private static final String CONSTRAINT = "<security-constraint><web-resource-collection>"
            + "<url-pattern>%s</url-pattern></web-resource-collection><auth-constraint>%s</auth-constraint>"
            + "</security-constraint>";

    @TempDir
    private Path base;

    private Path application;

    @BeforeEach
    void makeApplication() throws IOException {
        application = Files.createDirectories(base.resolve("webapps/portal"));
        KeytabBytes.portal().in(Files.createDirectory(base.resolve("conf")));
    }

    private Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    private static String constraint(String pattern, String role) {
        return CONSTRAINT.formatted(pattern, role.isEmpty() ? "" : "<role-name>" + role + "</role-name>");
    }

    private static String webApp(String content) {
        return "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'>" + content + "</web-app>";
    }

    private Path context(Path file, String attributes) throws IOException {
        return write(
                file,
                "<Context><Valve className='org.gatehouse.valve.SsoAuthenticator' " + attributes + "/></Context>");
    }

    private List<String> coverage(Path context, String attributes) throws IOException {
        context(context, "keytab='conf/http.keytab' " + attributes);
        return Run.of("doctor", "--context-xml", context.toString(), "--catalina-base", base.toString())
                .findings()
                .stream()
                .filter(line -> line.matches("\\w+ protect .*"))
                .map(line -> line.replace(context.toString(), "FILE"))
                .toList();
    }

    private Path own() {
        return application.resolve("META-INF/context.xml");
    }

    @Test
    void constraintsOfTheWebXmlBesideAreNamed() throws IOException {
        write(
                application.resolve("WEB-INF/web.xml"),
                webApp(constraint("/api/*", "**") + constraint("/admin/*", "boss") + constraint("/secret/*", "")));

        assertThat(coverage(own(), ""))
                .containsExactly("OK protect FILE, line 1: covers what 2 constraints of web.xml say: /admin/*, /api/*");
    }

    /** A constraint in there narrows as well: whether there is one is not known. */
    @Test
    void coverageDependsOnFilesThatTheCommandDoesNotRead() throws IOException {
        context(own(), "keytab='" + base.resolve("conf/http.keytab") + "'");
        assertThat(Run.of("doctor", "--context-xml", own().toString()).output())
                .contains("covers every request, unless conf/web.xml (name Tomcat's directory: --catalina-base) has"
                        + " constraints that ask for a sign-in");

        write(base.resolve("conf/Catalina/localhost/web.xml.default"), webApp(constraint("/api/*", "**")));
        assertThat(coverage(own(), ""))
                .containsExactly("OK protect FILE, line 1: covers every request, unless the host's web.xml.default has"
                        + " constraints that ask for a sign-in");

        write(application.resolve("WEB-INF/web.xml"), webApp(constraint("/admin/*", "**")));
        assertThat(coverage(own(), ""))
                .containsExactly("OK protect FILE, line 1: covers what 1 constraint of web.xml says: /admin/*, and"
                        + " those of the host's web.xml.default");
    }

    @Test
    void applicationWithoutConstraintsIsCoveredAsAWhole() throws IOException {
        String whole = "OK protect FILE, line 1: covers every request (no constraint of web.xml asks for a sign-in)";

        assertThat(coverage(own(), "")).containsExactly(whole);
        write(application.resolve("WEB-INF/web.xml"), webApp(constraint("/secret/*", "")));
        assertThat(coverage(own(), "")).containsExactly(whole);
    }

    @Test
    void constraintsOfTheServerCountAsWell() throws IOException {
        write(base.resolve("conf/web.xml"), webApp(constraint("/admin/*", "**")));

        assertThat(coverage(own(), ""))
                .containsExactly("OK protect FILE, line 1: covers what 1 constraint of conf/web.xml says: /admin/*");
    }

    @Test
    void fileOfAllApplicationsDependsOnEachOfThem() throws IOException {
        assertThat(coverage(base.resolve("conf/context.xml"), ""))
                .containsExactly(
                        "OK protect FILE, line 1: covers every request, unless the application's own web.xml has"
                                + " constraints that ask for a sign-in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    protect='all'         | every request (protect="all")
                    protect='constraints' | what constraints of the application say (protect="constraints")
                    """)
    void otherValuesNeedNoWebXml(String attribute, String covered) throws IOException {
        write(application.resolve("WEB-INF/web.xml"), "<web-app>");

        assertThat(coverage(own(), attribute)).containsExactly("OK protect FILE, line 1: covers " + covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<web-app>", "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><web-app>&x;</web-app>"
            })
    void webXmlThatCannotBeUsedIsAWarning(String xml) throws IOException {
        write(application.resolve("WEB-INF/web.xml"), xml);

        assertThat(coverage(own(), ""))
                .singleElement()
                .asString()
                .startsWith(
                        "WARN protect GH-C026: FILE, line 1: covers every request, because web.xml cannot be used: it ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tomcatAuthentication="false"                             | tomcatAuthentication="false"
                    tomcatAuthentication="no"                                | tomcatAuthentication="no"
                    tomcatAuthentication="${asks:-false}"                    | tomcatAuthentication="${asks:-false}"
                    tomcatAuthorization="TRUE"                               | tomcatAuthorization="TRUE"
                    tomcatAuthorization="true" tomcatAuthentication="false"  | tomcatAuthorization="true"
                    """)
    void connectorThatLetsUsersOfTheFrontInIsAWarning(String attributes, String named) throws IOException {
        assertThat(connector("protocol=\"AJP/1.3\" " + attributes))
                .singleElement()
                .asString()
                .startsWith("WARN connector GH-C022: connector on port 8009 has " + named + " (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol=\"AJP/1.3\"",
                "protocol=\"AJP/1.3\" tomcatAuthentication=\"True\" tomcatAuthorization=\"false\"",
                "protocol=\"HTTP/1.1\" tomcatAuthentication=\"false\""
            })
    void connectorThatLetsNobodyInIsNone(String attributes) throws IOException {
        assertThat(connector(attributes)).isEmpty();
    }

    private List<String> connector(String attributes) throws IOException {
        Path server = write(
                base.resolve("conf/server.xml"),
                "<Server><Service><Connector port=\"8009\" packetSize=\"65536\" " + attributes
                        + "/></Service></Server>");
        return Run.of("doctor", "--server-xml", server.toString()).findings().stream()
                .filter(line -> line.contains("GH-C022"))
                .toList();
    }
}
