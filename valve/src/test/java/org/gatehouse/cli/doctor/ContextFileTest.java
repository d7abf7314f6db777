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

/** Files that were named for their valve and have none that Tomcat would find. */
class ContextFileTest {
    private static final String CLASS = "org.gatehouse.valve.SsoAuthenticator";
    /** Tomcat's own, without its comments. */
    private static final String STOCK = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Context>
                <WatchedResource>WEB-INF/web.xml</WatchedResource>
                <WatchedResource>WEB-INF/tomcat-web.xml</WatchedResource>
                <!-- <Valve className="org.gatehouse.valve.SsoAuthenticator" keytab="conf/http.keytab"/> -->
            </Context>
            """;

    @TempDir
    Path base;

    private Path conf;

    @BeforeEach
    void writeAKeytab() throws IOException {
        conf = Files.createDirectory(base.resolve("conf"));
        KeytabBytes.portal().in(conf);
    }

    private Run doctor(String xml) throws IOException {
        return Run.of(
                "doctor",
                "--context-xml",
                Files.writeString(conf.resolve("context.xml"), xml).toString());
    }

    private String onlyFinding(String xml) throws IOException {
        Run run = doctor(xml);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings()).hasSize(1);
        return run.findings().get(0).replace(base.toString(), "BASE");
    }

    @Test
    void stockContextOfTomcatIsAnError() throws IOException {
        assertThat(onlyFinding(STOCK))
                .isEqualTo(
                        "ERROR valve BASE/conf/context.xml holds no Gatehouse valve: its root is <Context>, and it has"
                                + " no <Valve>.  → Add <Valve className=\"" + CLASS
                                + "\" keytab=\"…\"/> to its <Context>, or name the file that has it.");
    }

    @Test
    void contextWithOtherValvesIsAnErrorThatNamesThem() throws IOException {
        assertThat(onlyFinding("<Context><Valve className='org.apache.catalina.valves.RemoteIpValve'/></Context>"))
                .startsWith(
                        "ERROR valve BASE/conf/context.xml holds no Gatehouse valve: it has one <Valve>, of the class"
                                + " org.apache.catalina.valves.RemoteIpValve.");
        assertThat(onlyFinding("<Context><Valve className='a.A'/><Valve className='b.B'/></Context>"))
                .contains("it has 2 <Valve>s, of the classes a.A, b.B.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <web-app><filter/></web-app>                                | its root is <web-app>, and Tomcat's is <Context>.  → The valve is not configured in a web.xml.
                    <web-fragment/>                                             | its root is <web-fragment>, and Tomcat's is <Context>.  → The valve is not configured in a web.xml.
                    <tomcat-users/>                                             | its root is <tomcat-users>, and Tomcat's is <Context>.  → Name the file with the <Valve>
                    <context><Valve className='x'/></context>                   | its root is <context>, and Tomcat's is <Context>.  → Write <Context>: case matters.
                    <html><body/></html>                                        | its root is <html>, and Tomcat's is <Context>.  → Name the file with the <Valve>
                    """)
    void fileOfAnotherKindIsAnError(String xml, String finding) throws IOException {
        assertThat(onlyFinding(xml))
                .startsWith("ERROR valve BASE/conf/context.xml is not a context file: ")
                .contains(finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <Valve classname='org.gatehouse.valve.SsoAuthenticator'/>     | <Valve> has the attribute classname, and Tomcat looks for className.  → Write className: case matters.
                    <Valve ClassName='org.gatehouse.valve.SsoAuthenticator'/>     | <Valve> has the attribute ClassName, and Tomcat looks for className.
                    <Valve CLASSNAME='gatehouse'/>                                | <Valve> has the attribute CLASSNAME, and Tomcat looks for className.
                    <valve className='org.gatehouse.valve.SsoAuthenticator'/>     | <valve> is not an element that Tomcat knows.
                    <VALVE className='org.gatehouse.valve.SsoAuthenticator'/>     | <VALVE> is not an element that Tomcat knows.
                    <Valve className='org.gatehouse.valve.ssoauthenticator'/>     | there is no class org.gatehouse.valve.ssoauthenticator.
                    <Valve className='org.gatehouse.SsoAuthenticator'/>           | there is no class org.gatehouse.SsoAuthenticator.
                    <Valve className='com.example.SsoAuthenticator'/>             | there is no class com.example.SsoAuthenticator.
                    <Valve className='Gatehouse'/>                                | there is no class Gatehouse.
                    <Valve className='org.gatehouse.valve.SsoAuthenticator '/>    | there is no class org.gatehouse.valve.SsoAuthenticator .
                    <Manager><Valve className='org.gatehouse.valve.SsoAuthenticator'/></Manager> | the valve is in <Manager>, where Tomcat skips it without a word.
                    """)
    void valveInAnotherSpellingOrPlaceIsAnError(String valve, String finding) throws IOException {
        assertThat(onlyFinding("<Context>" + valve + "</Context>"))
                .startsWith("ERROR valve BASE/conf/context.xml, line 1: " + finding);
    }

    @Test
    void emptyFileIsAnError() throws IOException {
        assertThat(onlyFinding("")).startsWith("ERROR tomcat BASE/conf/context.xml is empty.");
        assertThat(onlyFinding("\n \n")).startsWith("ERROR tomcat BASE/conf/context.xml is not well-formed XML");
    }

    @Test
    void directoryIsAnError() {
        Run run = Run.of("doctor", "--context-xml", conf.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("cannot be read: it is not a file.");
    }

    @Test
    void eachFileHasToHaveOne() throws IOException {
        Path good = Files.writeString(
                conf.resolve("good.xml"),
                "<Context><Valve className='" + CLASS + "' keytab='conf/http.keytab'/></Context>");
        Path stock = Files.writeString(conf.resolve("context.xml"), STOCK);

        Run run = Run.of("doctor", "--context-xml", good.toString(), "--context-xml", stock.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings())
                .anyMatch(finding -> finding.startsWith("OK valve "))
                .anyMatch(finding -> finding.startsWith("ERROR valve "));
    }

    @Test
    void serverXmlNeedsNone() throws IOException {
        Path server = Files.writeString(
                conf.resolve("server.xml"),
                "<Server><Service><Connector port='8080' maxHttpRequestHeaderSize='98304'/></Service></Server>");

        assertThat(Run.of("doctor", "--server-xml", server.toString()).status()).isZero();
    }

    @Test
    void messagesOfAllKindsNameNoClassOfJava() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "x");
        Path circle = Files.createSymbolicLink(base.resolve("circle"), base.resolve("circle"));
        Path keytab = conf.resolve("http.keytab");

        for (List<String> words : List.of(
                List.of("doctor", "--context-xml", base + "/none"),
                List.of("doctor", "--context-xml", file + "/below"),
                List.of("doctor", "--context-xml", circle.toString()),
                List.of("doctor", "--context-xml", file.toString()),
                List.of("doctor", "--context-xml", base + "/" + "x".repeat(300)),
                List.of("keytab", "check", file + "/below"),
                List.of("keytab", "check", circle.toString()),
                List.of("keytab", "merge", keytab.toString(), "--out", file + "/below"),
                List.of("keytab", "merge", keytab.toString(), "--out", base + "/none/new"),
                List.of("keytab", "merge", keytab.toString(), "--out", base + "/" + "x".repeat(300)),
                List.of("keytab", "merge", keytab.toString(), "--force", "--out", circle.toString()),
                List.of("spn", "https://no-such-host.invalid/"))) {
            Run run = Run.of(words.toArray(String[]::new));

            assertThat(run.output() + run.complaint())
                    .isNotEmpty()
                    .doesNotContainPattern("\\b[A-Z][A-Za-z]+(Exception|Error)\\b")
                    .doesNotContain("java.", "javax.", "sun.");
        }
    }
}
