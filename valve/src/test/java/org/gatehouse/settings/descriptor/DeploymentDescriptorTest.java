package org.gatehouse.settings.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentDescriptorTest {
    private static final String ADMIN = """
            <security-constraint>
              <display-name>admin</display-name>
              <web-resource-collection>
                <web-resource-name>admin</web-resource-name>
                <url-pattern> /admin/* </url-pattern>
                <url-pattern>/adm<!-- a comment -->in</url-pattern>
                <http-method>GET</http-method>
              </web-resource-collection>
              <web-resource-collection>
                <web-resource-name>api</web-resource-name>
                <url-pattern><![CDATA[/api/*]]></url-pattern>
                <http-method-omission>OPTIONS</http-method-omission>
              </web-resource-collection>
              <auth-constraint><description>x</description><role-name>boss</role-name><role-name>**</role-name></auth-constraint>
            </security-constraint>
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<web-app>",
                "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>",
                "<web-app xmlns='http://xmlns.jcp.org/xml/ns/javaee' version='4.0'>",
                "<web-app xmlns='http://java.sun.com/xml/ns/javaee' version='2.5' metadata-complete='true'>",
                "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
                        + " 'http://127.0.0.1:1/dtd/web-app_2_3.dtd'><web-app>"
            })
    void constraintIsReadInEveryVersion(String root) throws Exception {
        assertThat(read(root + ADMIN + "</web-app>").constraints())
                .singleElement()
                .satisfies(constraint -> {
                    assertThat(constraint.collections())
                            .containsExactly(
                                    new DescribedCollection(List.of("/admin/*", "/admin"), List.of("GET"), List.of()),
                                    new DescribedCollection(List.of("/api/*"), List.of(), List.of("OPTIONS")));
                    assertThat(constraint.roles()).containsExactlyInAnyOrder("boss", "**");
                    assertThat(constraint.patterns()).containsExactly("/admin/*", "/admin", "/api/*");
                    assertThat(constraint.authConstraint()).isTrue();
                    assertThat(constraint.asksForSignIn()).isTrue();
                });
    }

    @Test
    void prefixOfANamespaceDoesNotMatter() throws Exception {
        String prefixed = ADMIN.replaceAll("<(/?)([a-z])", "<$1j:$2");

        assertThat(read("<j:web-app xmlns:j='https://jakarta.ee/xml/ns/jakartaee'>" + prefixed + "</j:web-app>")
                        .constraints())
                .isEqualTo(read("<web-app>" + ADMIN + "</web-app>").constraints());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16BE", "ISO-8859-1"})
    void encodingIsWhatTheFileSays(String encoding) throws Exception {
        String xml = "<?xml version='1.0' encoding='" + encoding + "'?><web-app>" + ADMIN.replace("api", "bühne")
                + "</web-app>";

        assertThat(read(xml.getBytes(Charset.forName(encoding)))
                        .constraints()
                        .get(0)
                        .patterns())
                .contains("/bühne/*");
    }

    @Test
    void byteOrderMarkIsSkipped() throws Exception {
        assertThat(read(("\ufeff<web-app>" + ADMIN + "</web-app>").getBytes(StandardCharsets.UTF_8))
                        .constraints())
                .hasSize(1);
    }

    @Test
    void constraintWithoutRolesOrAddressesAsksForNoSignIn() throws Exception {
        String denies = ADMIN.replaceAll("<role-name>[^<]*</role-name>", "");
        String allows = ADMIN.replaceAll("<auth-constraint>.*</auth-constraint>", "");
        String overTls = ADMIN.replaceAll(
                "<auth-constraint>.*</auth-constraint>",
                "<user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint>");
        String nowhere = ADMIN.replaceAll("<url-pattern>.*</url-pattern>", "");

        assertThat(read("<web-app>" + denies + allows + overTls + nowhere + "</web-app>")
                        .constraints())
                .hasSize(4)
                .noneMatch(DescribedConstraint::asksForSignIn);
    }

    @Test
    void constraintElsewhereIsNone() throws Exception {
        assertThat(read("<web-app><servlet>" + ADMIN + "</servlet><!--" + ADMIN.replaceAll("<!--.*-->", "")
                                + "--></web-app>")
                        .constraints())
                .isEmpty();
    }

    @Test
    void externalEntityIsNeitherReadNorPassedOver(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "<url-pattern>/x</url-pattern>");
        String type = "<!DOCTYPE web-app [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>";

        assertThat(read(type + "<web-app>" + ADMIN + "</web-app>").constraints())
                .hasSize(1);
        assertUnusable(type + "<web-app>&x;" + ADMIN + "</web-app>");
    }

    @Test
    void parameterEntityAndDocumentTypeElsewhereAreNotFetched() throws Exception {
        assertThat(read("<!DOCTYPE web-app SYSTEM 'http://127.0.0.1:1/x.dtd' [<!ENTITY % p SYSTEM"
                                + " 'http://127.0.0.1:1/p'> %p;]><web-app>" + ADMIN + "</web-app>")
                        .constraints())
                .hasSize(1);
    }

    @Test
    void entitiesThatMultiplyAreNotExpanded() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE web-app [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a%d '%s'>".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }

        assertUnusable(laughs + "]><web-app><display-name>&a29;</display-name></web-app>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no XML",
                "<web-app>",
                "<web-app></web-app",
                "<web-app></web-app><web-app/>",
                "<web-app>&undeclared;</web-app>",
                "<web-app><security-constraint></web-app>",
                "<?xml version='1.0' encoding='NO-SUCH'?><web-app/>",
                "<Context/>",
                "<html><body>404</body></html>"
            })
    void whatIsNoDescriptorIsUnusable(String xml) {
        assertUnusable(xml);
    }

    @Test
    void nestingIsBounded() {
        assertUnusable("<web-app>" + "<a>".repeat(100_000));
    }

    @Test
    void everyPrefixIsUnusable() {
        String xml = "<?xml version='1.0' encoding='UTF-8'?><web-app>" + ADMIN + "</web-app>";

        for (int length = 0; length < xml.length(); length++) {
            assertUnusable(xml.substring(0, length));
        }
    }

    @Test
    void messageNamesThePlaceAndNothingOfTheContent() {
        assertThatThrownBy(() -> read("<web-app>\n<Wonderland1></web-app>"))
                .isInstanceOf(UnusableDescriptorException.class)
                .message()
                .startsWith("it is not well-formed XML (line 2, column ")
                .doesNotContain("Wonderland1");
    }

    private static void assertUnusable(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(UnusableDescriptorException.class);
    }

    private static DeploymentDescriptor read(String xml) throws UnusableDescriptorException {
        return read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static DeploymentDescriptor read(byte[] xml) throws UnusableDescriptorException {
        return DeploymentDescriptor.read(factory -> factory.createXMLStreamReader(new ByteArrayInputStream(xml)));
    }
}
