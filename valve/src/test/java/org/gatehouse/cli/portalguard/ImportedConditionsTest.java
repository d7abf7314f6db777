package org.gatehouse.cli.portalguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.RequestFacts;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the spellings of a web.config, and of one that nobody should import. */
class ImportedConditionsTest {
    private static ImportedConditions.Result imported(String xml) throws FailedException {
        return imported(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportedConditions.Result imported(byte[] file) throws FailedException {
        return ImportedConditions.of("web.config", new ByteArrayInputStream(file));
    }

    private static Conditions rules(ImportedConditions.Result result) throws ConditionsException {
        return ConditionsFile.parse(Bytes.of(result.xml().getBytes(StandardCharsets.UTF_8)), Set::of);
    }

    private static String problem(byte[] file) {
        FailedException failed = catchThrowableOfType(FailedException.class, () -> imported(file));
        assertThat(failed).as("a file that must be refused").isNotNull();
        return failed.problem();
    }

    private static String problem(String xml) {
        return problem(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean asks(Conditions conditions, String address, String host, String url, String browser) {
        return conditions
                .decide(new RequestFacts(address, host, url, url, browser, name -> List.of()))
                .fold(() -> true, skip -> false, open -> false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<SSOConditions SPNs='a.example;b.example' IPBlackList='10.9.*.*' URLBlackList='/api/*' BrowserWhiteList='MSIE'/>",
                "<SSOConditions><SPNs>a.example, b.example</SPNs><IPBlackList>10.9.*.*</IPBlackList>"
                        + "<URLBlackList>/api/*</URLBlackList><BrowserWhiteList>MSIE|Trident</BrowserWhiteList></SSOConditions>",
                "<ssoconditions><spns value='a.example|b.example'/><ipblacklist value='10.9.0.0/16'/>"
                        + "<urlblacklist value='/api/*'/><browserwhitelist value='MSIE'/></ssoconditions>",
                "<SSOConditions><SPNs><add value='a.example'/><add value='b.example'/></SPNs><IPBlackList><add"
                        + " name='10.9.'/></IPBlackList><URLBlackList><add key='/api/*'/></URLBlackList><BrowserWhiteList><browser>MSIE"
                        + "</browser></BrowserWhiteList></SSOConditions>",
                "<SSOConditions><SPNs><SPN host='HTTP/a.example'/><SPN>HTTP/b.example:8443</SPN></SPNs><IPBlackList><ip>10.9.*"
                        + "</ip></IPBlackList><URLBlackList><url>/api/*</url></URLBlackList><BrowserWhiteList>\n MSIE\n Trident\n"
                        + "</BrowserWhiteList></SSOConditions>",
                "<SSOConditions><add key='SPNs' value='a.example b.example'/><add key='IPBlackList' value='10.9.0.1/255.255.0.0'/>"
                        + "<add key='URLBlackList' value='https://a.example/api/*'/><add key='BrowserWhiteList' value='*MSIE*'/>"
                        + "</SSOConditions>",
                "<configuration><configSections><section name='SSOConditions' type='x'/></configSections><system.web/>"
                        + "<SSOConditions xmlns='urn:x'><SPNs><clear/><add value='a.example'/></SPNs><IPBlackList>10.9.0.0 -"
                        + " 10.9.255.255</IPBlackList><URLBlackList><![CDATA[/api/*]]></URLBlackList>"
                        + "<BrowserWhiteList>MSIE</BrowserWhiteList></SSOConditions></configuration>",
            })
    void eachSpellingOfAListMeansTheSame(String xml) throws FailedException, ConditionsException {
        Conditions rules = rules(imported(xml));

        assertThat(asks(rules, "10.1.2.3", "A.example", "/start", "Mozilla/4.0 (compatible; MSIE 8.0)"))
                .isTrue();
        assertThat(asks(rules, "10.9.2.3", "a.example", "/start", "MSIE")).isFalse();
        assertThat(asks(rules, "10.1.2.3", "c.example", "/start", "MSIE")).isFalse();
        assertThat(asks(rules, "10.1.2.3", "a.example", "/api/x", "MSIE")).isFalse();
        assertThat(asks(rules, "10.1.2.3", "a.example", "/start", "Firefox")).isFalse();
        assertThat(asks(rules, "2001:db8::1", "a.example", "/start", "MSIE")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SPNs='HTTP/a.example:80' | SPNs: \"HTTP/a.example:80\" becomes \"a.example\": hosts are compared without service"
                        + " class and port",
                "SPNs='MSSQLSvc/a.example' | SPNs: \"MSSQLSvc/a.example\" is not the SPN of a web server and is left out",
                "SPNs='*.example' | SPNs: \"*.example\" is not the SPN of a host and is left out",
                "IPWhiteList='10.0.0.300' | IPWhiteList: \"10.0.0.300\" is left out: \"10.0.0.300\" is not an IP address",
                "IPBlackList='10.1.2.3-9' | IPBlackList: \"10.1.2.3-9\" becomes \"10.1.2.3-10.1.2.9\"",
                "IPBlackList='10.1.2.3/16' | IPBlackList: \"10.1.2.3/16\" becomes \"10.1.0.0/16\"",
                "IPBlackList='10.1.2.3/255.0.255.0' | IPBlackList: \"10.1.2.3/255.0.255.0\" is left out: \"/255.0.255.0\" is not a"
                        + " length from /0 to /32",
                "URLBlackList='x.aspx' | URLBlackList: \"x.aspx\" becomes \"*x.aspx\": URLs are compared from their first slash after"
                        + " the host on",
                "URLBlackList='^/a[0-9]+' | URLBlackList: \"^/a[0-9]+\" is taken as a regular expression, \"^/a[0-9]+.*\": check it",
                "URLBlackList='/a[' | URLBlackList: \"/a[\" is not a regular expression of Java and is left out: Unclosed character"
                        + " class",
                "BrowserWhiteList='a*b' | BrowserWhiteList: \"a*b\" has a star inside and is left out: write a part of the User-Agent"
                        + " as it is",
                "debugging='1' | debugging: write org.gatehouse.valve.SsoAuthenticator.level = FINE into conf/logging.properties of"
                        + " Tomcat",
                "keepDomain='true' | keepDomain: set userNameFormat=\"domain-sam\" (EXAMPLE\\alice) or \"principal\""
                        + " (alice@EXAMPLE.COM) at the valve",
                "keepDomain='no' | keepDomain: to leave the domain out, set userNameFormat=\"sam EXAMPLE.COM\" at the valve",
                "colour='red' | the attribute \"colour\" is not known and is left out",
            })
    void whatIsNotKeptIsSaid(String attribute, String remark) throws FailedException, ConditionsException {
        ImportedConditions.Result result = imported("<SSOConditions " + attribute + "/>");

        assertThat(result.remarks())
                .singleElement()
                .asString()
                .startsWith("web.config:1:")
                .endsWith(": " + remark);
        assertThat(result.xml()).contains("<!-- line 1: " + remark + " -->");
        rules(result);
    }

    @Test
    void everyEntryIsRemarkedWithItsOwnLine() throws FailedException {
        assertThat(imported("""
                        <configuration>
                          <SSOConditions>
                            <IPBlackList>
                              10.0.0.1
                              none
                            </IPBlackList>
                            <Colour/>
                          </SSOConditions>
                        </configuration>
                        """).remarks())
                .satisfiesExactly(
                        remark -> assertThat(remark).startsWith("web.config:7:").contains("\"Colour\" is not known"),
                        remark -> assertThat(remark).startsWith("web.config:5:1: IPBlackList: \"none\""));
    }

    @Test
    void aPlainConfigurationHasNothingToRemark() throws FailedException {
        assertThat(imported("<SSOConditions debugging='0' disabled='false' SPNs='a.example' IPWhiteList='10.*.*.*'"
                                + " URLBlackList='/x*;/y?z' BrowserWhiteList='Windows NT'/>")
                        .remarks())
                .isEmpty();
    }

    @Test
    void theSwitchAndTheCookieAreKept() throws FailedException, ConditionsException {
        Conditions off = rules(imported("<SSOConditions disabled='1'/>"));
        Conditions on = rules(imported("<SSOConditions disabled='False'/>"));
        Conditions other = rules(imported("<SSOConditions cookie='Away=yes; path=/'/>"));

        assertThat(off.decide(withCookie("x", "1")).fold(() -> "", Object::toString, Object::toString))
                .startsWith("disabled: ");
        assertThat(on.decide(withCookie("x", "1")).fold(() -> "start", Object::toString, Object::toString))
                .isEqualTo("start");
        assertThat(on.decide(withCookie("PstarNoKerberos", "1")).fold(() -> "", Object::toString, Object::toString))
                .startsWith("opt-out cookie: ");
        assertThat(other.decide(withCookie("Away", "yes")).fold(() -> "", Object::toString, Object::toString))
                .startsWith("opt-out cookie: ");
    }

    private static RequestFacts withCookie(String name, String value) {
        return new RequestFacts(
                "10.1.2.3", "a", "/", "/", "", wanted -> wanted.equals(name) ? List.of(value) : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<configuration/> | web.config has no <SSOConditions>.",
                "<SSOConditions disabled='maybe'/> | disabled=\"maybe\" is neither \"true\" nor \"false\".",
                "<SSOConditions disabled='1'><disabled>0</disabled></SSOConditions> | disabled is there twice: leave one of them.",
                "<c><SSOConditions/><SSOConditions/></c> | <SSOConditions> is there twice: import one alone.",
                "<SSOConditions configSource='sso.config'/> | <SSOConditions> is in \"sso.config\": import that file.",
                "<SSOConditions cookie='x'/> | the cookie has no name and value: write PstarNoKerberos=1.",
                "<SSOConditions> | this is not well-formed XML.",
                "<!DOCTYPE x><SSOConditions/> | a DTD (<!DOCTYPE …>) or an entity is not read: leave it out.",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><SSOConditions SPNs='&e;'/> | a DTD (<!DOCTYPE …>) or an"
                        + " entity is not read: leave it out.",
                "<SSOConditions SPNs='&e;'/> | this is not well-formed XML.",
            })
    void aFileThatCannotBeImportedIsRefusedWithAReason(String xml, String problem) {
        assertThat(problem(xml)).startsWith("web.config").endsWith(problem);
    }

    /** The JDK's parser has no words for these, and fails in other ways than for other mistakes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENT ITY b 'c'>]><SSOConditions/>",
                "<!DOCTYPE a [\u0001]><SSOConditions/>",
                "<!DOCTYPE a [<!ENTITY b 'c'",
                "<!DOCTYPE a [ x ]><SSOConditions/>",
                "<!DOCTYPE",
            })
    void aBrokenDtdIsRefused(String xml) {
        assertThat(problem(xml)).startsWith("web.config:1:");
    }

    @Test
    void messagesOfAMistakeNameItsLineAndColumn() {
        assertThat(problem("<configuration>\n  <SSOConditions disabled='maybe'/>\n</configuration>"))
                .matches("web[.]config:2:[0-9]+: disabled=.*");
        assertThat(problem("<configuration>\n <a>\n </configuration>")).matches("web[.]config:3:[0-9]+: .*");
    }

    /** A web.config holds passwords of databases. */
    @Test
    void messagesQuoteNothingFromOutsideTheSection() {
        assertThat(problem("<configuration><add connectionString='Password=hunter2'</configuration>"))
                .doesNotContain("hunter2");
        assertThat(problem("<configuration><add password='hunter2'/></configuration>"))
                .doesNotContain("hunter2");
    }

    @Test
    void elementsThatAreNestedTooDeeplyAreRefused() {
        assertThat(problem("<a>".repeat(65) + "</a>".repeat(65))).contains("nested deeper than 64");
        assertThat(problem("<SSOConditions><SPNs>" + "<add>".repeat(100_000))).contains("nested deeper than 64");
        assertThat(problem("<SSOConditions>" + "<other>".repeat(100_000))).contains("nested deeper than 64");
    }

    /** What an entry holds never becomes a rule, nor ends a comment. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--&gt;&lt;open url=&quot;/*&quot;/&gt;&lt;!--",
                "]]&gt;&lt;/allow&gt;&lt;open url=&quot;/*&quot;/&gt;",
                "&quot;/&gt;&lt;open url=&quot;/*&quot;/&gt;",
                "x---",
                "a&#10;--&gt;&lt;open url=&quot;/*&quot;/&gt;",
                "&#x202e;&#x85;&#xe000;",
                "&amp;lt;!DOCTYPE&amp;gt;",
                "é--ü…→",
            })
    void entriesStayText(String entry) throws FailedException, ConditionsException {
        for (SsoSetting setting : SsoSetting.values()) {
            String list =
                    "<SSOConditions><" + setting + "><add value=\"" + entry + "\"/></" + setting + "></SSOConditions>";
            switch (setting) {
                case DEBUGGING, DISABLED, KEEP_DOMAIN, COOKIE ->
                    assertThat(problem(list)).startsWith("web.config:1:");
                default -> {
                    ImportedConditions.Result result = imported(list);
                    assertThat(rules(result).open()).isEmpty();
                    assertThat(result.xml()).matches("[\\n -~]*");
                    assertThat(result.remarks()).allMatch(remark -> remark.indexOf('\n') < 0);
                }
            }
        }
    }

    @Test
    void namesOfUnknownElementsStayText() throws FailedException, ConditionsException {
        ImportedConditions.Result result =
                imported("<SSOConditions><a--b c--d='--'/><SPNs x-----y='1'/></SSOConditions>");

        assertThat(rules(result).open()).isEmpty();
        assertThat(result.remarks()).hasSize(2);
    }

    @Test
    void remarksEndSomewhere() throws FailedException, ConditionsException {
        ImportedConditions.Result result = imported("<SSOConditions IPBlackList='" + "x ".repeat(100_000) + "'/>");

        assertThat(result.remarks()).hasSize(201).last().asString().endsWith("and 99800 more remarks");
        rules(result);
    }

    @Test
    void anEntryThatIsTooLongIsLeftOut() throws FailedException, ConditionsException {
        ImportedConditions.Result result =
                imported("<SSOConditions><URLBlackList>" + "(".repeat(500_000) + "</URLBlackList></SSOConditions>");

        assertThat(result.remarks())
                .singleElement()
                .asString()
                .endsWith("is longer than 1000 characters and is left out");
        rules(result);
    }

    /** Entries that a careless expression would look at for ages. */
    @ParameterizedTest
    @ValueSource(strings = {".+", "(", "(a", "*.", "1.", "a/", "-1", "a.", "$", "|"})
    void entriesOfManyPartsAreRead(String part) throws FailedException, ConditionsException {
        String entry = part.repeat(1000 / part.length() - 1) + "**";
        for (SsoSetting setting : List.of(
                SsoSetting.SPNS, SsoSetting.IP_BLACK_LIST, SsoSetting.URL_BLACK_LIST, SsoSetting.BROWSER_WHITE_LIST)) {
            rules(imported(
                    "<SSOConditions><" + setting + "><add value='" + entry + "'/></" + setting + "></SSOConditions>"));
        }
    }

    @Test
    void conditionsThatWouldBeTooLargeAreNotWritten() {
        assertThat(problem("<SSOConditions URLBlackList='" + "/ ".repeat(100_000) + "'/>"))
                .contains("the file is larger than 1048576 bytes");
    }

    @Test
    void otherEncodingsAreRead() throws FailedException, ConditionsException {
        String xml = "<SSOConditions SPNs='a.example'/>";
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            Conditions rules = rules(imported(("\ufeff" + xml).getBytes(charset)));

            assertThat(asks(rules, "10.1.2.3", "a.example", "/", "")).isTrue();
            assertThat(asks(rules, "10.1.2.3", "b.example", "/", "")).isFalse();
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsRefusedWhereverItEnds() {
        byte[] file =
                ("<?xml version=\"1.0\"?><configuration><SSOConditions SPNs=\"a\"><URLBlackList><!-- x --><add value=\"/é\"/>"
                                + "<![CDATA[/x]]>&amp;</URLBlackList></SSOConditions></configuration>")
                        .getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < file.length; length++) {
            assertThat(problem(Arrays.copyOf(file, length))).startsWith("web.config");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0' encoding='none-such'?><SSOConditions/>",
                "<?xml version='3.0'?><SSOConditions/>",
                "<SSOConditions SPNs='\u0001'/>",
                "<SSOConditions a='1' a='2'/>",
                "<x:SSOConditions/>",
                "\u0000",
                "",
                "{}",
            })
    void whatIsNotXmlIsRefused(String text) {
        assertThat(problem(text)).startsWith("web.config").endsWith("this is not well-formed XML.");
    }

    @Test
    void textInAWrongEncodingIsRefused() {
        assertThat(problem(new byte[] {'<', 'S', (byte) 0xff, (byte) 0xfe, '/', '>'}))
                .startsWith("web.config");
        assertThat(problem("<SSOConditions SPNs='é'/>".getBytes(StandardCharsets.ISO_8859_1)))
                .endsWith("this is not well-formed XML.");
    }
}
