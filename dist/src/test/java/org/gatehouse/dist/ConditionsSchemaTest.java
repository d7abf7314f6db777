package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.RequestFacts;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** The schema of the conditions says what the valve says, and the example is right. */
final class ConditionsSchemaTest {
    private static final Path CONF = Path.of("src/conf");
    private static final Path EXAMPLE = CONF.resolve("sso-conditions.xml");
    private static final Pattern COMMENTED_OUT = Pattern.compile("<!--\\s*(<(\\w+).*?>)\\s*-->", Pattern.DOTALL);

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            return SchemaFactory.newDefaultInstance()
                    .newSchema(CONF.resolve("sso-conditions.xsd").toFile());
        } catch (SAXException e) {
            throw new AssertionError("the schema is wrong", e);
        }
    }

    private static boolean isValid(String xml) throws IOException {
        try {
            SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    private static boolean isRead(String xml) {
        try {
            read(xml);
            return true;
        } catch (ConditionsException e) {
            return false;
        }
    }

    private static Conditions read(String xml) throws ConditionsException {
        return ConditionsFile.parse(Bytes.of(xml.getBytes(StandardCharsets.UTF_8)), () -> Set.of("portal.example.com"));
    }

    private static String conditions(String content) {
        return "<conditions>" + content + "</conditions>";
    }

    /** What stands in comments of the example and begins with an element. */
    private static List<String> commentedOut() throws IOException {
        return COMMENTED_OUT
                .matcher(Files.readString(EXAMPLE))
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void theExampleAsksEveryoneAndOpensNothing() throws IOException, ConditionsException {
        String example = Files.readString(EXAMPLE);

        assertThat(isValid(example)).isTrue();
        assertThat(read(example).open()).isEmpty();
        assertThat(read(example).notes()).isEmpty();
        assertThat(read(example)).hasToString(read("<conditions/>").toString());
        for (String address : List.of("10.1.2.3", "2001:db8::1", "not an address")) {
            for (String url : List.of("/", "/healthz", "/api/x", "/public/x")) {
                assertThat(read(example)
                                .decide(new RequestFacts(address, "h", url, url, "curl/8", name -> List.of()))
                                .fold(() -> "asked", skip -> "not asked", open -> "open"))
                        .isEqualTo("asked");
            }
        }
    }

    @Test
    void eachPartOfTheExampleIsRightOnceItIsTakenOutOfItsComment() throws IOException {
        assertThat(commentedOut())
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        part -> assertThat(isValid(conditions(part))).as(part).isTrue())
                .hasSizeGreaterThan(6)
                .allSatisfy(
                        part -> assertThat(isRead(conditions(part))).as(part).isTrue());
    }

    @Test
    void allPartsOfTheExampleGoTogether() throws IOException, ConditionsException {
        String all = conditions(commentedOut().stream()
                .filter(part -> !part.contains("fallback=")) // of sections that are there already
                .reduce("", String::concat));

        assertThat(isValid(all)).isTrue();
        assertThat(read(all).open()).hasSize(3);
        assertThat(read(all).notes()).isEmpty();
    }

    @Test
    void theExampleShowsEveryElementAndAttributeOfTheSchema() throws IOException {
        String example = Files.readString(EXAMPLE);

        assertThat(Pattern.compile("<xs:(element|attribute) name=\"(\\w+)\"")
                        .matcher(Files.readString(CONF.resolve("sso-conditions.xsd")))
                        .results()
                        .map(ConditionsSchemaTest::asItIsWritten)
                        .distinct())
                .hasSize(19)
                .allSatisfy(part -> assertThat(example).contains(part));
    }

    private static String asItIsWritten(MatchResult declaration) {
        return declaration.group(1).equals("element") ? "<" + declaration.group(2) : declaration.group(2) + "=\"";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<conditions/>",
                "<conditions disabled='true' dryRun='false' hosts='keytab'/>",
                "<conditions><!-- none --></conditions>",
                "<conditions><open url='/'/><open url='/*'/><open url='/a/b'/><open url='/a/'/><open url='/a/*'/><open url='/a*'/>"
                        + "</conditions>",
                "<conditions><open url='/a' address='10.0.0.0/8' host='portal.example.com'/><open host='[::1]'/></conditions>",
                "<conditions><optOut cookie='A-b.c' value=''/></conditions>",
                "<conditions><optOut cookie='a' value=\"x=1&amp;y='\"/></conditions>",
                "<conditions><addresses><allow/></addresses></conditions>",
                "<conditions><addresses><deny/></addresses></conditions>",
                "<conditions><addresses><deny>10.1.2.3</deny><allow>10.0.0.0/8\n\t::/0</allow><deny>10.1.*.*</deny></addresses></conditions>",
                "<conditions><hosts><allow/></hosts></conditions>",
                "<conditions><hosts><allow> a\n b.example  [2001:db8::1]</allow><allow>c_d</allow></hosts></conditions>",
                "<conditions><urls><deny> /api/* </deny><deny>*</deny><deny regex='true'>x</deny><deny regex='false'>/</deny></urls>"
                        + "</conditions>",
                "<conditions><browsers><allow/><allow>Windows NT</allow><deny>x</deny><allow>y</allow></browsers></conditions>",
                "<conditions><browsers><deny>x</deny></browsers><open url='/a'/><urls><deny>/</deny></urls><open url='/b'/>"
                        + "<addresses><allow/></addresses><optOut cookie='a' value='1'/><open url='/c'/><hosts><allow/></hosts></conditions>",
                "<conditions><urls><deny><!-- why -->/api/*</deny><deny><![CDATA[/x]]></deny></urls></conditions>",
                "<conditions xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='x.xsd'/>",
            })
    void rightFilesAreRightForBoth(String xml) throws IOException {
        assertThat(isRead(xml)).as("for the valve").isTrue();
        assertThat(isValid(xml)).as("for the schema").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rules/>",
                "<Conditions/>",
                "<open url='/'/>",
                "<conditions><adresses/></conditions>",
                "<conditions><Open url='/'/></conditions>",
                "<conditions><conditions/></conditions>",
                "<conditions><allow>10.0.0.0/8</allow></conditions>",
                "<conditions>text</conditions>",
                "<conditions><![CDATA[text]]></conditions>",
                "<conditions dryrun='true'/>",
                "<conditions disabled='yes'/>",
                "<conditions disabled='1'/>",
                "<conditions disabled=' true'/>",
                "<conditions dryRun=''/>",
                "<conditions hosts='all'/>",
                "<conditions xml:lang='en'/>",
                "<conditions><optOut cookie='a' value='1'/><optOut cookie='a' value='1'/></conditions>",
                "<conditions><addresses><allow/></addresses><addresses><allow/></addresses></conditions>",
                "<conditions><hosts><allow/></hosts><open url='/'/><hosts><allow/></hosts></conditions>",
                "<conditions><urls><deny>/</deny></urls><browsers><deny>x</deny></browsers><urls><deny>/</deny></urls></conditions>",
                "<conditions><browsers><deny>x</deny></browsers><browsers><deny>x</deny></browsers></conditions>",
                "<conditions><open path='/'/></conditions>",
                "<conditions><open url='healthz'/></conditions>",
                "<conditions><open url=''/></conditions>",
                "<conditions><open url='/a*b'/></conditions>",
                "<conditions><open url='/a**'/></conditions>",
                "<conditions><open url='/a?x'/></conditions>",
                "<conditions><open url='/a;x'/></conditions>",
                "<conditions><open url='/a#x'/></conditions>",
                "<conditions><open url='/%61'/></conditions>",
                "<conditions><open url='/a\\b'/></conditions>",
                "<conditions><open url='/a//b'/></conditions>",
                "<conditions><open host='a:80'/></conditions>",
                "<conditions><open host='HTTP/a'/></conditions>",
                "<conditions><open host='a b'/></conditions>",
                "<conditions><open url='/'>x</open></conditions>",
                "<conditions><open url='/'><url/></open></conditions>",
                "<conditions><optOut/></conditions>",
                "<conditions><optOut value='1'/></conditions>",
                "<conditions><optOut cookie='a'/></conditions>",
                "<conditions><optOut cookie='' value='1'/></conditions>",
                "<conditions><optOut cookie='a b' value='1'/></conditions>",
                "<conditions><optOut cookie='a=b' value='1'/></conditions>",
                "<conditions><optOut cookie='a' value='a;b'/></conditions>",
                "<conditions><optOut cookie='a' value='a,b'/></conditions>",
                "<conditions><optOut cookie='a' value='a b'/></conditions>",
                "<conditions><optOut cookie='a' value='ü'/></conditions>",
                "<conditions><optOut cookie='a' value='1' name='x'/></conditions>",
                "<conditions><optOut cookie='a' value='1'><x/></optOut></conditions>",
                "<conditions><addresses/></conditions>",
                "<conditions><addresses> <!-- none --> </addresses></conditions>",
                "<conditions><addresses>10.0.0.0/8</addresses></conditions>",
                "<conditions><addresses><permit>1.2.3.4</permit></addresses></conditions>",
                "<conditions><addresses><allow mask='8'>10.0.0.0</allow></addresses></conditions>",
                "<conditions><addresses><allow regex='true'>10.0.0.0</allow></addresses></conditions>",
                "<conditions><addresses><allow><ip>10.0.0.0</ip></allow></addresses></conditions>",
                "<conditions><addresses mode='x'><allow/></addresses></conditions>",
                "<conditions><hosts/></conditions>",
                "<conditions><hosts><deny>a</deny></hosts></conditions>",
                "<conditions><hosts><allow>a:80</allow></hosts></conditions>",
                "<conditions><hosts><allow>HTTP/a</allow></hosts></conditions>",
                "<conditions><hosts><allow>a b*</allow></hosts></conditions>",
                "<conditions><urls/></conditions>",
                "<conditions><urls><allow>/</allow></urls></conditions>",
                "<conditions><urls><deny/></urls></conditions>",
                "<conditions><urls><deny> \n </deny></urls></conditions>",
                "<conditions><urls><deny regex='1'>/</deny></urls></conditions>",
                "<conditions><urls><deny case='x'>/</deny></urls></conditions>",
                "<conditions><urls><deny>/<b>x</b></deny></urls></conditions>",
                "<conditions><browsers/></conditions>",
                "<conditions><browsers><deny/></browsers></conditions>",
                "<conditions><browsers><deny regex='true'>x</deny></browsers></conditions>",
                "<conditions><browsers><agent>x</agent></browsers></conditions>",
                "<conditions>",
                "",
            })
    void wrongFilesAreWrongForBoth(String xml) throws IOException {
        assertThat(isRead(xml)).as("for the valve").isFalse();
        assertThat(isValid(xml)).as("for the schema").isFalse();
    }

    /** A schema cannot say these: the valve does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<conditions><open/></conditions>",
                "<conditions hosts='keytab'><hosts><allow>a</allow></hosts></conditions>",
                "<conditions><addresses><allow>10.0.0.0/33</allow></addresses></conditions>",
                "<conditions><open address='10'/></conditions>",
                "<conditions><open url='/a/../b'/></conditions>",
                "<conditions><urls><deny>api/*</deny></urls></conditions>",
                "<conditions><urls><deny regex='true'>/(</deny></urls></conditions>",
                "<!DOCTYPE conditions><conditions/>",
            })
    void whatTheSchemaCannotSayIsFoundByTheValve(String xml) throws IOException {
        assertThat(isRead(xml)).as("for the valve").isFalse();
        assertThat(isValid(xml)).as("for the schema").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<optOut cookie='a' value='1' fallback='none'/>",
                "<addresses fallback='redirect'><allow/><deny fallback='form'>10.1.2.3</deny></addresses>",
                "<hosts fallback='form'><allow>a</allow></hosts>",
                "<urls fallback='none'><deny fallback='redirect' regex='true'>/a</deny></urls>",
                "<browsers fallback='none'><deny fallback='form'>x</deny></browsers>",
            })
    void aFallbackStandsOnEachListAndOnEachThingThatIsDenied(String content) throws IOException {
        assertThat(isValid(conditions(content))).isTrue();
        assertThat(isValid(conditions(content.replaceAll("'(none|redirect|form)'", "'basic'"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<open url='/' fallback='none'/>",
                "<addresses><allow fallback='none'/></addresses>",
                "<hosts><allow fallback='none'/></hosts>",
                "<browsers><allow fallback='none'>x</allow></browsers>",
            })
    void aFallbackStandsOnNothingThatIsAllowed(String content) throws IOException {
        assertThat(isValid(conditions(content))).isFalse();
        assertThat(isRead(conditions(content))).isFalse();
    }
}
