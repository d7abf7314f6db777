package org.gatehouse.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file, and where. */
class ConditionsFileTest {
    private static List<String> mistakes(String xml) {
        return mistakes(Bytes.of(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> mistakes(Bytes file) {
        ConditionsException wrong =
                catchThrowableOfType(ConditionsException.class, () -> ConditionsFile.parse(file, Set::of));
        assertThat(wrong).as("a file that must be refused").isNotNull();
        return wrong.mistakes().stream().map(Mistake::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<rules/> | the file begins with <rules>, and not with <conditions>",
                "<conditions><adresses/></conditions> | <adresses> is not known here: there are <open>, <optOut>, <addresses>,"
                        + " <hosts>, <urls> and <browsers>",
                "<conditions disabled=\"yes\"/> | disabled=\"yes\" is neither \"true\" nor \"false\"",
                "<conditions dryrun=\"true\"/> | <conditions> has no attribute \"dryrun\": there is \"disabled\", \"dryRun\","
                        + " \"hosts\"",
                "<conditions hosts=\"all\"/> | hosts=\"all\" is not known: write hosts=\"keytab\", or <hosts> with the names",
                "<conditions>text</conditions> | there is a text in <conditions>, which has elements only",
                "<conditions><addresses/></conditions> | <addresses> is empty: leave it out, or put <allow> into it",
                "<conditions><addresses><permit>1.2.3.4</permit></addresses></conditions> | <permit> is not known in <addresses>:"
                        + " there is <allow> and <deny>",
                "<conditions><addresses><allow>1.2.3</allow></addresses></conditions> | \"1.2.3\" is not an IP address",
                "<conditions><addresses><allow mask=\"8\">1.2.3.4</allow></addresses></conditions> | <allow> has no attribute"
                        + " \"mask\"",
                "<conditions><addresses><allow><ip>1.2.3.4</ip></allow></addresses></conditions> | <allow> has a text only; here is"
                        + " <ip>",
                "<conditions><urls><deny>*</deny></urls><urls><deny>*</deny></urls></conditions> | <urls> is there twice: put both"
                        + " into one",
                "<conditions><urls><deny/></urls></conditions> | <deny> in <urls> needs a URL: <deny>/api/*</deny>",
                "<conditions><urls><deny>api/*</deny></urls></conditions> | \"api/*\" never fits: a URL is compared from its first"
                        + " slash after the host on, as in /api/*",
                "<conditions><urls><deny regex=\"true\">/(</deny></urls></conditions> | \"/(\" is not a regular expression: Unclosed"
                        + " group",
                "<conditions><hosts><allow>portal.example.com:8443</allow></hosts></conditions> | \"portal.example.com:8443\" has a"
                        + " port, and ports are not looked at: write portal.example.com",
                "<conditions><hosts><allow>HTTP/portal.example.com</allow></hosts></conditions> | \"HTTP/portal.example.com\" is not"
                        + " a host: write its name alone, as in portal.example.com, and not an SPN or an address of a page",
                "<conditions><hosts><allow>por*</allow></hosts></conditions> | \"por*\" is not the name of a host",
                "<conditions><browsers><deny/></browsers></conditions> | <deny> in <browsers> needs a part of the browser's name: an"
                        + " empty one fits all",
                "<conditions><optOut value=\"1\"/></conditions> | <optOut> needs the name of a cookie: cookie=\"GatehouseNoSso\"",
                "<conditions><optOut cookie=\"a b\" value=\"1\"/></conditions> | <optOut> needs the name of a cookie:"
                        + " cookie=\"GatehouseNoSso\"",
                "<conditions><optOut cookie=\"a\"/></conditions> | <optOut> needs the value of the cookie: value=\"1\"",
                "<conditions><optOut cookie=\"a\" value=\"1\"><x/></optOut></conditions> | <optOut> has attributes and nothing in"
                        + " it; here is <x>",
                "<conditions><open/></conditions> | <open> needs url, address or host: without any, everything would be open to"
                        + " everybody",
                "<conditions><open url=\"healthz\"/></conditions> | \"healthz\" is not a path: it begins with a slash, as /healthz",
                "<conditions><open url=\"/a*b\"/></conditions> | in \"/a*b\", the star is not at the end: what is open is named from"
                        + " its beginning",
                "<conditions><open url=\"/a?x\"/></conditions> | \"/a?x\" contains \"?\": an open path is compared once it is"
                        + " decoded and normalised, without query and parameters",
                "<conditions><open url=\"/%61\"/></conditions> | \"/%61\" contains \"%\": an open path is compared once it is"
                        + " decoded and normalised, without query and parameters",
                "<conditions><open url=\"/a/../b\"/></conditions> | \"/a/../b\" contains \"/../\": an open path is compared once it"
                        + " is decoded and normalised, without query and parameters",
                "<conditions><open address=\"10\"/></conditions> | \"10\" is not an IP address",
                "<conditions><open host=\"a:80\"/></conditions> | \"a:80\" has a port, and ports are not looked at: write a",
            })
    void eachMistakeIsNamedWithWhatWouldBeRight(String xml, String mistake) {
        assertThat(mistakes(xml))
                .singleElement()
                .asString()
                .startsWith("line 1, column ")
                .endsWith(": " + mistake);
    }

    @Test
    void allMistakesAreTold() {
        assertThat(mistakes("""
                        <conditions>
                          <addresses>
                            <allow>
                              10.0.0.0/8
                              10.0.0.0/99
                            </allow>
                          </addresses>
                          <hots/>
                        </conditions>
                        """))
                .hasSize(2)
                .anyMatch(mistake -> mistake.startsWith("line 5, column 1: \"/99\""))
                .anyMatch(mistake -> mistake.startsWith("line 8, column "));
    }

    @Test
    void notMoreMistakesAreToldThanAnyoneReads() {
        assertThat(mistakes("<conditions>" + "<x/>".repeat(1000) + "</conditions>"))
                .hasSize(20);
    }

    @Test
    void whatIsNotXmlIsNamedWithItsPlace() {
        assertThat(mistakes("<conditions>\n  <open url='/x'>\n</conditions>"))
                .singleElement()
                .asString()
                .startsWith("line 3, column ")
                .contains("this is not XML: ");
        assertThat(mistakes("")).singleElement().asString().contains("this is not XML");
    }

    /** Neither files nor addresses of the network, nor a text that grows without end. */
    @Test
    void aDtdIsRefused() {
        assertThat(mistakes("<!DOCTYPE conditions SYSTEM \"http://127.0.0.1:1/x.dtd\"><conditions/>"))
                .singleElement()
                .asString()
                .contains("a DTD (<!DOCTYPE …>) is not read");
        assertThat(
                        mistakes(
                                "<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><conditions><open url=\"&x;\"/></conditions>"))
                .isNotEmpty()
                .noneMatch(mistake -> mistake.contains("root:"));
        assertThat(
                        mistakes(
                                "<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><conditions>&b;</conditions>"))
                .isNotEmpty();
    }

    /** The JDK's parser has no words for these, and fails in other ways than for other mistakes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENT ITY b 'c'>]><conditions/>",
                "<!DOCTYPE a [\u0001]><conditions/>",
                "<!DOCTYPE a [<!ENTITY b 'c'",
                "<!DOCTYPE a [ x ]><conditions/>",
                "<!DOCTYPE",
            })
    void aBrokenDtdIsRefused(String xml) {
        assertThat(mistakes(xml)).singleElement().asString().startsWith("line 1, column ");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        assertThat(mistakes(Bytes.of(new byte[ConditionsFile.MAX_LENGTH + 1])))
                .containsExactly("line 1, column 1: the file is larger than 1048576 bytes");
    }

    @Test
    void commentsAndSchemasAreNoRules() throws ConditionsException {
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- why -->
                <conditions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="x.xsd">
                  <!-- <disabled/> -->
                  <urls><deny><!-- this one --> /api/* </deny></urls>
                </conditions>
                <!-- end -->
                """;

        Conditions conditions = ConditionsFile.parse(Bytes.of(xml.getBytes(StandardCharsets.UTF_8)), Set::of);

        assertThat(conditions.decide(Requests.url("/api/x"))).isInstanceOf(Decision.Skip.class);
        assertThat(conditions.decide(Requests.url("/other"))).isInstanceOf(Decision.Start.class);
    }
}
