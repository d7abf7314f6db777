package org.gatehouse.cli.portalguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.RequestFacts;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imported conditions decide what PortalGuard's lists say. */
class ImportKeepsMeaningTest {
    private static final List<String> HOSTS = List.of("portal.example.com", "PORTAL", "other.example.com");
    private static final List<String> ADDRESSES =
            List.of("10.1.2.3", "10.1.9.3", "192.168.0.1", "192.168.255.255", "203.0.113.9", "2001:db8::1", "::1");
    private static final List<String> WILDCARDS = List.of(
            "10.1.2.3", "10.1.*.*", "10.*.*.*", "192.168.*.*", "192.168.0.*", "*.*.*.*", "203.0.113.9", "172.16.*.*");
    private static final List<String> URLS = List.of(
            "/",
            "/api",
            "/api/",
            "/api/x?y=1",
            "/start.aspx",
            "/startXaspx",
            "/a/b/c",
            "/start?x=1",
            "/start/x=1",
            "/API/x");
    private static final List<String> URL_ENTRIES = List.of(
            "/",
            "/api/*",
            "/api*",
            "*.aspx",
            "/start?aspx",
            "/*/b/*",
            "/start?x=*",
            "*",
            "/a*c",
            "/none",
            "*y=1",
            "/?tart*&x");
    private static final List<String> AGENTS = List.of(
            "",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130 Edg/130",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/140",
            "Mozilla/4.0 (compatible; MSIE 8.0)",
            "curl/8.5");
    private static final List<String> AGENT_ENTRIES = List.of("Windows NT", "msie", "Firefox/", "Edg", "Opera");

    private static Conditions imported(String xml) throws FailedException, ConditionsException {
        String conditions = ImportedConditions.of(
                        "web.config", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .xml();
        return ConditionsFile.parse(Bytes.of(conditions.getBytes(StandardCharsets.UTF_8)), Set::of);
    }

    private static boolean asks(Conditions conditions, RequestFacts request) {
        return conditions.decide(request).fold(() -> true, skip -> false, open -> false);
    }

    /** Each row: the configuration's attributes, a request's address, host, URL and browser, and whether it is asked. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IPWhiteList='' IPBlackList='' URLBlackList='' | 10.1.2.3 | portal | /x | MSIE | true",
                "SPNs='' | 10.1.2.3 | portal | /x | MSIE | false",
                "BrowserWhiteList='' | 10.1.2.3 | portal | /x | MSIE | false",
                "BrowserWhiteList='*' | 10.1.2.3 | portal | /x | `` | true",
                "IPWhiteList='192.168.*.*' | 10.1.2.3 | portal | /x | MSIE | false",
                "IPWhiteList='192.168.*.*' | 192.168.9.9 | portal | /x | MSIE | true",
                "IPWhiteList='192.168.*.*' | ::ffff:192.168.9.9 | portal | /x | MSIE | true",
                "IPWhiteList='192.168.*.*' | ::ffff:10.1.2.3 | portal | /x | MSIE | false",
                "IPWhiteList='192.168.*.*' | 2001:db8::1 | portal | /x | MSIE | true",
                "IPWhiteList='192.168.*.*' IPBlackList='*.*.*.*' | 2001:db8::1 | portal | /x | MSIE | true",
                "IPWhiteList='192.168.*.*' IPBlackList='192.168.9.*' | 192.168.9.9 | portal | /x | MSIE | false",
                "IPWhiteList='192.168.*.*;2001:db8::/32' | 2001:db8::1 | portal | /x | MSIE | true",
                "IPWhiteList='192.168.*.*;2001:db8::/32' | 2001:db9::1 | portal | /x | MSIE | false",
                "IPWhiteList='none' | 10.1.2.3 | portal | /x | MSIE | false",
                "IPBlackList='10.1.*.*' | 10.2.2.3 | portal | /x | MSIE | true",
                "IPBlackList='10.1.*.*' | 10.1.2.3 | portal | /x | MSIE | false",
                "SPNs='HTTP/portal:8443,HTTP/Other@EXAMPLE.COM' | 10.1.2.3 | PORTAL | /x | MSIE | true",
                "SPNs='HTTP/portal:8443,HTTP/Other@EXAMPLE.COM' | 10.1.2.3 | other | /x | MSIE | true",
                "SPNs='HTTP/portal:8443,HTTP/Other@EXAMPLE.COM' | 10.1.2.3 | portal.example.com | /x | MSIE | false",
                "SPNs='MSSQLSvc/portal' | 10.1.2.3 | portal | /x | MSIE | false",
                "URLBlackList='/a.b*' | 10.1.2.3 | portal | /axb | MSIE | true",
                "URLBlackList='/a.b*' | 10.1.2.3 | portal | /a.b?c | MSIE | false",
                "URLBlackList='/a(1)*' | 10.1.2.3 | portal | /a1x | MSIE | false",
                "URLBlackList='/api/.*' | 10.1.2.3 | portal | /api/x | MSIE | false",
                "URLBlackList='/api/.*' | 10.1.2.3 | portal | /x/api/x | MSIE | true",
                "URLBlackList='^/api/' | 10.1.2.3 | portal | /api/x | MSIE | false",
                "URLBlackList='[.]aspx$' | 10.1.2.3 | portal | /x.aspx | MSIE | false",
                "URLBlackList='[.]aspx$' | 10.1.2.3 | portal | /x.aspx?y | MSIE | true",
                "URLBlackList='default.aspx' | 10.1.2.3 | portal | /a/default.aspx | MSIE | false",
                "URLBlackList='https://portal:8443/x*' | 10.1.2.3 | portal | /x/y | MSIE | false",
                "URLBlackList='/a+b?c=$1' | 10.1.2.3 | portal | /a+b?c=$1 | MSIE | false",
                "URLBlackList='/a+b?c=$1' | 10.1.2.3 | portal | /aab?c=$1 | MSIE | true",
                "URLBlackList='/images/*.*' | 10.1.2.3 | portal | /images/x.png | MSIE | false",
                "URLBlackList='/images/*.*' | 10.1.2.3 | portal | /imagesx.png | MSIE | true",
                "URLBlackList='/\uD83D\uDE00?x*' | 10.1.2.3 | portal | /\uD83D\uDE00?xy | MSIE | false",
            })
    void eachConfigurationDecidesAsPortalGuardDoes(
            String attributes, String address, String host, String url, String browser, boolean asked)
            throws FailedException, ConditionsException {
        Conditions conditions = imported("<SSOConditions " + attributes + "/>");

        assertThat(asks(conditions, new RequestFacts(address, host, url, url, browser, name -> List.of())))
                .isEqualTo(asked);
    }

    @Property(tries = 400)
    void importedListsDecideAsTheirEntriesDoOneByOne(
            @ForAll("meanings") PortalGuardMeaning meaning, @ForAll("requests") RequestFacts request)
            throws FailedException, ConditionsException {
        assertThat(asks(imported(meaning.xml(false)), request)).isEqualTo(meaning.asks(request));
        assertThat(asks(imported(meaning.xml(true)), request)).isEqualTo(meaning.asks(request));
    }

    @Provide
    Arbitrary<PortalGuardMeaning> meanings() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
                        optional(HOSTS),
                        some(WILDCARDS),
                        some(WILDCARDS),
                        some(URL_ENTRIES),
                        optional(AGENT_ENTRIES))
                .as(PortalGuardMeaning::new);
    }

    private static Arbitrary<List<String>> some(List<String> entries) {
        return Arbitraries.of(entries).list().ofMaxSize(3);
    }

    private static Arbitrary<Optional<List<String>>> optional(List<String> entries) {
        return some(entries).optional(0.5);
    }

    @Provide
    Arbitrary<RequestFacts> requests() {
        return Combinators.combine(
                        Arbitraries.of(ADDRESSES),
                        Arbitraries.of("portal.example.com", "portal", "third.example.com"),
                        Arbitraries.of(URLS),
                        Arbitraries.of(AGENTS),
                        Arbitraries.of("0", "1", "none", "none", "none"))
                .as((address, host, url, agent, cookie) -> new RequestFacts(
                        address,
                        host,
                        url,
                        url,
                        agent,
                        name -> name.equals("PstarNoKerberos") && !cookie.equals("none")
                                ? List.of(cookie)
                                : List.of()));
    }
}
