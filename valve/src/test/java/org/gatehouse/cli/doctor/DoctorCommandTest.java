package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.cli.spn.Resolution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
    private static final String LARGE = "maxHttpRequestHeaderSize=\"98304\"";
    private static final String VALVE = "className=\"org.gatehouse.valve.SsoAuthenticator\"";
    private static final String KEYTAB = "keytab=\"${catalina.base}/conf/http.keytab\"";

    @TempDir
    Path base;

    private Path conf;

    @BeforeEach
    void makeConf() throws IOException {
        conf = Files.createDirectory(base.resolve("conf"));
    }

    private Run doctor(String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("doctor", "--keytab", KeytabBytes.portal().in(conf)));
        words.addAll(List.of(more));
        return Run.with(
                host -> new Resolution(true, Optional.of(host), Optional.empty()), words.toArray(String[]::new));
    }

    private String server(String connector) throws IOException {
        return Files.writeString(
                        conf.resolve("server.xml"),
                        "<Server>\n<Service>\n<Connector " + connector + "/>\n</Service>\n</Server>")
                .toString();
    }

    private String context(String valves) throws IOException {
        return file("<Context>\n" + valves + "\n</Context>");
    }

    private String file(String xml) throws IOException {
        return Files.writeString(conf.resolve("context.xml"), xml).toString();
    }

    @Test
    void alignsWhatItFindsAndCountsAtTheEnd() throws IOException {
        Run run = doctor(
                "--url",
                "https://portal.example.com/",
                "--url",
                "https://10.1.2.3/",
                "--server-xml",
                server("port=\"8080\""),
                "--context-xml",
                context("<Valve " + VALVE + " " + KEYTAB + "/>"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output().lines().map(line -> line.replace(base.toString(), "BASE")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("OK    keytab     BASE/conf/http.keytab is readable by "),
                        line -> assertThat(line).isEqualTo("OK    keytab     1 name, kvno 7, aes256-sha1"),
                        line -> assertThat(line).isEqualTo("OK    spn        HTTP/portal.example.com@EXAMPLE.COM"),
                        line -> assertThat(line).isEqualTo("OK    name       portal.example.com is not an alias"),
                        line -> assertThat(line)
                                .isEqualTo("OK    spn        HTTP/portal.example.com: kvno 7, aes256-sha1"),
                        line -> assertThat(line)
                                .isEqualTo("ERROR name       https://10.1.2.3/ names an IP address, and browsers ask"
                                        + " for no tickets for IP addresses.  → Open the site by its DNS name in the"
                                        + " domain."),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "WARN  connector  GH-C014: connector \"http-nio-8080\" accepts headers up to 8 KiB"
                                                + " (BASE/conf/server.xml, line 3); tickets of users in many groups are"
                                                + " larger and would get 400 before Gatehouse sees them.  →"
                                                + " maxHttpRequestHeaderSize=\"98304\""),
                        line -> assertThat(line)
                                .isEqualTo("OK    valve      BASE/conf/context.xml, line 2: the valve would start, with"
                                        + " 1 key of BASE/conf/http.keytab"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "OK    protect    BASE/conf/context.xml, line 2: covers every request, unless"
                                                + " the application's own web.xml has constraints that ask for a sign-in"),
                        line -> assertThat(line)
                                .isEqualTo("OK    users      BASE/conf/context.xml, line 2: user names principal · PAC"
                                        + " optional · SIDs of other realms quarantined · roles SIDs"),
                        line -> assertThat(line).isEqualTo("1 warning, 1 error"));
    }

    @Test
    void findsNothingWrongWhereNothingIs() throws IOException {
        Run run = doctor("--server-xml", server("port=\"8080\" " + LARGE));

        assertThat(run.status()).isZero();
        assertThat(run.lastLine()).isEqualTo("no warnings, no errors");
    }

    @Test
    void looksAtTheRestIfTheKeytabIsNotThere() throws IOException {
        Run run = Run.of("doctor", "--keytab", base + "/none", "--server-xml", server("port=\"8080\""));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings())
                .satisfiesExactly(
                        keytab -> assertThat(keytab).startsWith("ERROR keytab GH-C015: "),
                        connector -> assertThat(connector).startsWith("WARN connector "));
    }

    @Test
    void asksForAKeytab() {
        Run run = Run.of("doctor");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint()).startsWith("doctor: --keytab is missing (or --server-xml or --context-xml).");
    }

    @Test
    void refusesAWordTooMany() {
        assertThat(Run.of("doctor", "--keytab", "x", "portal").complaint())
                .startsWith("doctor: \"portal\" is not expected here: this command takes options only.");
    }

    @Nested
    class Connectors {
        private void assertConnector(String connector, String finding) throws IOException {
            assertThat(doctor("--server-xml", server(connector)).findings())
                    .anySatisfy(it -> assertThat(it).startsWith(finding));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        port="8080" maxHttpRequestHeaderSize="98304"    | OK connector connector "http-nio-8080" accepts headers up to 96 KiB
                        port="8080" maxHttpRequestHeaderSize="98303"    | WARN connector GH-C014: connector "http-nio-8080" accepts headers up to 98303 bytes
                        port="8080" maxHttpHeaderSize="131072"          | OK connector connector "http-nio-8080" accepts headers up to 128 KiB
                        port="8080" maxHttpHeaderSize="98304" maxHttpRequestHeaderSize="8192" | WARN connector GH-C014: connector "http-nio-8080" accepts headers up to 8 KiB
                        port="8443" SSLEnabled="true"                   | WARN connector GH-C014: connector on port 8443 accepts headers up to 8 KiB
                        port="8080" maxHttpRequestHeaderSize="96k"      | WARN connector connector "http-nio-8080" has maxHttpRequestHeaderSize="96k"
                        port="8080" maxHttpRequestHeaderSize="${size}"  | WARN connector connector "http-nio-8080" has maxHttpRequestHeaderSize="${size}"
                        port="8080" maxHttpRequestHeaderSize="${size:-98304}" | OK connector connector "http-nio-8080" accepts headers up to 96 KiB
                        port="8009" protocol="AJP/1.3"                  | WARN connector GH-C014: connector on port 8009 accepts packets up to 8 KiB
                        port="8009" protocol="org.apache.coyote.ajp.AjpNioProtocol" packetSize="65536" | OK connector connector on port 8009 accepts packets up to 64 KiB
                        port="8009" protocol="AJP/1.3" packetSize="98304" | OK connector connector on port 8009 accepts packets up to 64 KiB
                        """)
        void areComparedWithTheSizeOfATicket(String connector, String finding) throws IOException {
            assertConnector(connector, finding);
        }

        @Test
        void areMissedInAFileWithoutAny() throws IOException {
            assertThat(doctor("--server-xml", context("")).findings())
                    .anySatisfy(finding ->
                            assertThat(finding).startsWith("WARN connector ").contains("has no <Connector>."));
        }

        @Test
        void areNotTakenFromComments() throws IOException {
            String server =
                    file("<Server><!-- <Connector port='1'/> --><Connector port='8080' " + LARGE + "/></Server>");

            assertThat(doctor("--server-xml", server).lastLine()).isEqualTo("no warnings, no errors");
        }

        @Test
        void haveValuesFromThePropertiesOfTomcat() throws IOException {
            Files.writeString(conf.resolve("catalina.properties"), "size=98304\n");

            assertConnector(
                    "port=\"8080\" maxHttpRequestHeaderSize=\"${size}\"",
                    "OK connector connector \"http-nio-8080\" accepts headers up to 96 KiB");
        }
    }

    @Nested
    class Valves {
        private List<String> findings(String xml) throws IOException {
            return doctor("--context-xml", file(xml)).findings().stream()
                    .filter(finding -> finding.contains(" valve "))
                    .map(finding -> finding.replace(base.toString(), "BASE"))
                    .toList();
        }

        private void assertValve(String attributes, String finding) throws IOException {
            assertThat(findings("<Context><Valve " + VALVE + " " + attributes + "/></Context>"))
                    .anySatisfy(it -> assertThat(it).startsWith(finding));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        protect="all"                           | ERROR valve GH-C001: BASE/conf/context.xml, line 1: keytab: the attribute is missing.
                        keytab="conf/none"                      | ERROR valve GH-C015: BASE/conf/context.xml, line 1: keytab: conf/none cannot be read: there is no such file.
                        keytab="conf/http.keytab" protect="no"  | ERROR valve GH-C006: BASE/conf/context.xml, line 1: protect: "no" is not one of
                        keytab="conf/http.keytab" keytap="x"    | ERROR valve GH-C005: BASE/conf/context.xml, line 1: keytap: the valve has no such attribute.  → Did you mean keytab?
                        keytab="conf/http.keytab" cache="ture"  | ERROR valve GH-C006: BASE/conf/context.xml, line 1: cache: "ture" is not one of true, false.
                        keytab="conf/http.keytab" cache="false" | OK valve BASE/conf/context.xml, line 1: the valve would start
                        keytab="${unknown}/http.keytab"         | WARN valve BASE/conf/context.xml, line 1: the value of keytab is not known here: "${unknown}/http.keytab".
                        keytab="${unknown:-conf}/http.keytab"   | OK valve BASE/conf/context.xml, line 1: the valve would start
                        """)
        void haveTheirAttributesRead(String attributes, String finding) throws IOException {
            assertValve(attributes, finding);
        }

        @Test
        void doNotShowTheValueOfAnUnknownAttribute() throws IOException {
            Run run =
                    doctor("--context-xml", context("<Valve " + VALVE + " " + KEYTAB + " password=\"Wonderland1!\"/>"));

            assertThat(run.output())
                    .contains("password: the valve has no such attribute")
                    .doesNotContain("Wonderland1!");
        }

        @Test
        void areReportedIfTheyReadAnotherKeytab() throws IOException {
            Files.write(conf.resolve("other.keytab"), KeytabBytes.portal().toArray());

            assertValve(
                    "keytab=\"conf/other.keytab\"",
                    "WARN valve BASE/conf/context.xml, line 1: the valve reads conf/other.keytab, and you checked");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "Engine"})
        void areReportedOnOtherContainers(String container) throws IOException {
            assertThat(findings("<Server><" + container + "><Valve " + VALVE + "/></" + container + "></Server>"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "ERROR valve GH-C007: BASE/conf/context.xml, line 1: the valve is in <" + container + ">.");
        }

        @Test
        void areReportedIfThereAreTwoInOneContext() throws IOException {
            String valve = "<Valve " + VALVE + " " + KEYTAB + "/>";

            assertThat(findings("<Context>\n" + valve + "\n" + valve + "</Context>"))
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR valve BASE/conf/context.xml, line 3: the same <Context> has the valve"
                                    + " twice; the first is in line 2."));
        }

        @Test
        void mayStandInSeveralContexts() throws IOException {
            String context = "<Context><Valve " + VALVE + " " + KEYTAB + "/></Context>";

            assertThat(findings("<Host>" + context + context + "</Host>"))
                    .hasSize(2)
                    .allSatisfy(finding -> assertThat(finding).startsWith("OK valve "));
        }

        @Test
        void areReportedIfTheirClassIsMisspelt() throws IOException {
            assertThat(findings("<Context><Valve className='org.gatehouse.SsoAuthenticator'/></Context>"))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR valve BASE/conf/context.xml, line 1: there is no class"
                            + " org.gatehouse.SsoAuthenticator.");
        }

        @Test
        void needABaseDirectoryForARelativePath() throws IOException {
            Path elsewhere = Files.writeString(
                    base.resolve("context.xml"), "<Context><Valve " + VALVE + " keytab='conf/http.keytab'/></Context>");

            assertThat(doctor("--context-xml", elsewhere.toString()).output()).contains("(--catalina-base)");
            assertThat(doctor("--context-xml", elsewhere.toString(), "--catalina-base", base.toString())
                            .lastLine())
                    .isEqualTo("no warnings, no errors");
        }
    }

    @Nested
    class HostileXml {
        private Run read(String xml) throws IOException {
            Run run = doctor("--context-xml", file(xml));
            assertThat(run.status()).isEqualTo(1);
            return run;
        }

        @Test
        void withAnExternalEntityReadsNoOtherFile() throws IOException {
            Path secret = Files.writeString(base.resolve("secret"), "Wonderland1!");

            Run run = read("<!DOCTYPE c [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>\n<Context>&x;</Context>");

            assertThat(run.output())
                    .contains("has a document type or an entity, line 1")
                    .doesNotContain("Wonderland1!");
        }

        @Test
        void withEntitiesThatMultiplyIsNotRead() throws IOException {
            StringBuilder laughs = new StringBuilder("<!DOCTYPE c [<!ENTITY a0 'ha'>");
            for (int i = 1; i < 30; i++) {
                laughs.append("<!ENTITY a")
                        .append(i)
                        .append(" '")
                        .append(("&a" + (i - 1) + ";").repeat(10))
                        .append("'>");
            }

            assertThat(read(laughs + "]><Context x='&a29;'/>").output()).contains("has a document type or an entity");
        }

        @Test
        void withADocumentTypeElsewhereAsksNobodyForIt() throws IOException {
            assertThat(read("<!DOCTYPE c SYSTEM 'http://127.0.0.1:1/c.dtd'><Context/>")
                            .output())
                    .contains("has a document type or an entity");
        }

        @Test
        void withAnUndeclaredEntityIsNotRead() throws IOException {
            assertThat(read("<Context>&x;</Context>").output()).contains("ERROR tomcat");
        }

        @Test
        void thatIsNestedWithoutEndIsNotRead() throws IOException {
            assertThat(read("<a>".repeat(100_000)).output()).contains("is nested deeper than 32 elements");
        }

        @Test
        void ofMoreThanAMegabyteIsNotRead() throws IOException {
            assertThat(read(" ".repeat((1 << 20) + 1)).output()).contains("it has more than 1048576 bytes");
        }

        @Test
        void thatIsCutAnywhereIsReportedAndNothingElse() throws IOException {
            String xml = "<?xml version='1.0' encoding='UTF-8'?><Context><Valve " + VALVE + "/></Context>";

            for (int length = 0; length < xml.length(); length++) {
                assertThat(read(xml.substring(0, length)).output()).contains("ERROR tomcat");
            }
        }

        @Test
        void withAnUnknownEncodingIsReported() throws IOException {
            assertThat(read("<?xml version='1.0' encoding='NO-SUCH'?><Context/>")
                            .output())
                    .contains("is not well-formed XML");
        }

        @Test
        void withTerminalEscapesIsShownWithoutThem() throws IOException {
            Run run = doctor("--server-xml", server("port=\"&#x9b;31m&#x202e;\" maxHttpRequestHeaderSize=\"&#x85;\""));

            assertThat(run.output())
                    .contains("\\u{9b}31m\\u{202e}")
                    .contains("\\u{85}")
                    .doesNotContain("\u009b");
        }
    }
}
