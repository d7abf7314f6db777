package org.gatehouse.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the rules of a file ask. */
class ConditionsTest {
    private static final Set<String> KEYTAB = Set.of("portal.example.com", "intranet.example.com");

    static Conditions conditions(String content) {
        return file("<conditions>" + content + "</conditions>");
    }

    static Conditions file(String xml) {
        try {
            return ConditionsFile.parse(Bytes.of(xml.getBytes(StandardCharsets.UTF_8)), () -> KEYTAB);
        } catch (ConditionsException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static String decided(String content, RequestFacts facts) {
        return decided(conditions(content), facts);
    }

    private static String decided(Conditions conditions, RequestFacts facts) {
        return conditions.decide(facts).fold(() -> "start", skip -> "skip: " + skip, Decision.Open::toString);
    }

    private static boolean asks(String content, RequestFacts facts) {
        return decided(content, facts).equals("start");
    }

    @Test
    void withoutRulesEveryoneIsAsked() {
        assertThat(asks("", Requests.ORDINARY)).isTrue();
        assertThat(decided(Conditions.NONE, Requests.ORDINARY)).isEqualTo("start");
    }

    @Test
    void disabledAsksNobody() {
        Conditions disabled = file("<conditions disabled=\"true\"/>");

        assertThat(decided(disabled, Requests.ORDINARY))
                .isEqualTo("skip: disabled: sign-in is switched off by disabled=\"true\" (line 1)");
        assertThat(decided(file("<conditions disabled=\"false\"/>"), Requests.ORDINARY))
                .isEqualTo("start");
    }

    @ParameterizedTest
    @CsvSource({"Away, 1, false", "Away, 2, true", "away, 1, true", "Other, 1, true"})
    void optOutCookieIsComparedExactly(String name, String value, boolean asked) {
        assertThat(asks("<optOut cookie=\"Away\" value=\"1\"/>", Requests.cookie(name, value)))
                .isEqualTo(asked);
    }

    @Nested
    class Addresses {
        private static final String ALLOW = "<allow>10.0.0.0/8</allow>";
        private static final String DENY = "<deny>10.9.0.0/16 192.0.2.1</deny>";

        private boolean asksAddress(String lists, String address) {
            return asks("<addresses>" + lists + "</addresses>", Requests.from(address));
        }

        @Test
        void neitherListAllowsAll() {
            assertThat(asks("", Requests.from("192.0.2.1"))).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"10.1.2.3, true", "192.0.2.1, false", "::1, false", "::ffff:10.1.2.3, true"})
        void onlyAllowDeniesAllOthers(String address, boolean asked) {
            assertThat(asksAddress(ALLOW, address)).isEqualTo(asked);
        }

        @ParameterizedTest
        @CsvSource({"10.1.2.3, true", "192.0.2.1, false", "10.9.9.9, false", "::1, true"})
        void onlyDenyAllowsAllOthers(String address, boolean asked) {
            assertThat(asksAddress(DENY, address)).isEqualTo(asked);
        }

        @ParameterizedTest
        @CsvSource({"10.1.2.3, true", "10.9.9.9, false", "192.0.2.1, false", "192.0.2.2, false"})
        void bothMustMatchAllowAndOnlyThenIsDenyLookedAt(String address, boolean asked) {
            assertThat(asksAddress(ALLOW + DENY, address)).isEqualTo(asked);
            assertThat(asksAddress(DENY + ALLOW, address)).isEqualTo(asked);
        }

        @Test
        void emptyAllowAllowsNobodyAndTheNoteSaysSo() {
            Conditions conditions = conditions("<addresses><allow/></addresses>");

            assertThat(decided(conditions, Requests.ORDINARY))
                    .isEqualTo("skip: client address: 10.1.2.3 is not in the list of allowed addresses (line 1)");
            assertThat(conditions.notes())
                    .containsExactly("the list of allowed addresses (line 1) is empty: nobody is asked to sign in");
        }

        @Test
        void emptyDenyDeniesNobody() {
            assertThat(asksAddress("<deny/>", "10.1.2.3")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "unknown", "_hidden", "10.1.2.3, 10.1.2.4", "10.1.2.3:80", "[::1]"})
        void whatIsNoAddressIsInNoList(String address) {
            assertThat(asksAddress(ALLOW, address)).isFalse();
            assertThat(asksAddress(DENY, address)).isFalse();
            assertThat(asks("", Requests.from(address))).isTrue();
        }

        @Test
        void namesTheEntryAndItsLine() {
            String content = "<addresses><deny>\n  192.0.2.1\n  10.9.0.0/16 10.1.0.0/16\n</deny></addresses>";

            assertThat(decided(content, Requests.ORDINARY))
                    .isEqualTo("skip: client address: 10.1.2.3 is denied by 10.1.0.0/16 (line 3)");
        }
    }

    @Nested
    class Hosts {
        @ParameterizedTest
        @CsvSource({
            "portal.example.com, true",
            "PORTAL.Example.COM, true",
            "portal, false",
            "x.portal.example.com, false"
        })
        void areComparedWithoutCaseAndExactly(String host, boolean asked) {
            assertThat(asks("<hosts><allow>Portal.Example.com</allow></hosts>", Requests.at(host)))
                    .isEqualTo(asked);
        }

        @ParameterizedTest
        @CsvSource({"portal.example.com, true", "intranet.example.com, true", "www.example.com, false"})
        void canBeThoseOfTheKeytab(String host, boolean asked) {
            Conditions conditions = file("<conditions hosts=\"keytab\"/>");

            assertThat(decided(conditions, Requests.at(host)).equals("start")).isEqualTo(asked);
        }

        @Test
        void emptyListAllowsNobody() {
            assertThat(asks("<hosts><allow/></hosts>", Requests.ORDINARY)).isFalse();
        }
    }

    @Nested
    class Urls {
        @ParameterizedTest
        @CsvSource({
            "/api/*, /api/x, false",
            "/api/*, /api/, false",
            "/api/*, /api, true",
            "/api/*, /API/x, true",
            "/api/*, /%61pi/x, true",
            "/api/*, /app/api/x, true",
            "/api, /api, false",
            "/api, /api?x=1, true",
            "*.png, /a/b.png, false",
            "*.png, /a/b.png?x, true",
            "*x=1*, /app?y=2&x=1&z, false",
            "/a*b*c, /axxbyyc, false",
            "/a*b*c, /abc, false",
            "/a*b*c, /acb, true",
            "/a*ba, /aba, false",
            "/ab*ba, /aba, true",
            "*, /, false",
        })
        void areComparedAsSent(String pattern, String url, boolean asked) {
            assertThat(asks("<urls><deny>" + pattern + "</deny></urls>", Requests.url(url)))
                    .isEqualTo(asked);
        }

        @ParameterizedTest
        @CsvSource({"/api/v1, false", "/api/v22, false", "/api/vx, true", "/x/api/v1, true"})
        void canBeExpressions(String url, boolean asked) {
            assertThat(asks("<urls><deny regex=\"true\">/api/v[0-9]+</deny></urls>", Requests.url(url)))
                    .isEqualTo(asked);
        }

        @Test
        void thatAreTooLongAreDenied() {
            String content = "<urls><deny>/never</deny></urls>";

            assertThat(asks(content, Requests.url("/" + "x".repeat(8191)))).isTrue();
            assertThat(decided(content, Requests.url("/" + "x".repeat(8192))))
                    .isEqualTo("skip: URL: the URL is longer than 8192 characters (line 1)");
        }

        /** Each takes years, or the stack, for a URL that anyone can send. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/(a+)+b",
                    "/(a|a)*b",
                    "/(a|aa)+b",
                    "/(.*a){25}b",
                    "/(a|b)*c",
                    "/([a-z]+)*[0-9]",
                    "/(a*)*b",
                    "/(a*a*)*b"
                })
        void thatStopAnExpressionAreDenied(String expression) {
            Conditions conditions = conditions("<urls><deny regex=\"true\">" + expression + "</deny></urls>");

            Decision decision = conditions.decide(Requests.url("/" + "a".repeat(4000)));

            assertThat(decision).isInstanceOfSatisfying(Decision.Skip.class, skip -> {
                assertThat(skip.rule()).isEqualTo(RuleKind.URL);
                assertThat(skip.denial().isStopped()).isTrue();
                assertThat(skip.denial().fact()).contains("was not compared with " + expression + " to the end: it ");
            });
        }

        /** Of all expressions together: many modest ones are as bad as one that is not. */
        @Test
        void readsAreCountedForAllExpressions() {
            String one = "<deny regex=\"true\">.*never</deny>";
            String url = "/" + "x".repeat(100);

            assertThat(asks("<urls>" + one.repeat(3) + "</urls>", Requests.url(url)))
                    .isTrue();
            assertThat(asks("<urls>" + one.repeat(1000) + "</urls>", Requests.url(url)))
                    .isFalse();
        }
    }

    @Nested
    class Browsers {
        @ParameterizedTest
        @CsvSource({"Edg/130, true", "x EDG/1, true", "Firefox/140, false", "'', false"})
        void allowedOnesAreAskedAndNoOthers(String agent, boolean asked) {
            assertThat(asks("<browsers><allow>edg/</allow></browsers>", Requests.browser(agent)))
                    .isEqualTo(asked);
        }

        @ParameterizedTest
        @CsvSource({"Mozilla Mobile, false", "MOBILE, false", "Mozilla, true", "'', true"})
        void deniedOnesAreNot(String agent, boolean asked) {
            assertThat(asks("<browsers><deny>Mobile</deny></browsers>", Requests.browser(agent)))
                    .isEqualTo(asked);
        }

        @Test
        void mustBeAllowedAndNotDenied() {
            String lists = "<browsers><allow>Windows NT</allow><deny>Firefox</deny></browsers>";

            assertThat(asks(lists, Requests.browser("Windows NT Edg"))).isTrue();
            assertThat(asks(lists, Requests.browser("Windows NT Firefox"))).isFalse();
            assertThat(asks(lists, Requests.browser("Linux"))).isFalse();
        }

        @Test
        void emptyAllowListAllowsNone() {
            Conditions conditions = conditions("<browsers><allow/></browsers>");

            assertThat(decided(conditions, Requests.ORDINARY)).startsWith("skip: browser: ");
            assertThat(conditions.notes()).singleElement().asString().contains("allowed browsers");
        }
    }

    @Nested
    class Order {
        private static final String ALL_DENY =
                "<optOut cookie=\"Away\" value=\"1\"/><addresses><deny>10.1.2.3</deny></addresses>"
                        + "<hosts><allow>other.example.com</allow></hosts><urls><deny>*</deny></urls>"
                        + "<browsers><deny>Mozilla</deny></browsers>";

        @Test
        void eachStepIsAskedOnlyIfTheOneBeforeDidNotSayNo() {
            String cookie = ALL_DENY;
            String address = ALL_DENY.replace("Away", "Elsewhere");
            String host = address.replace("<deny>10.1.2.3</deny>", "<deny>10.1.2.4</deny>");
            String url = host.replace("other.example.com", "portal.example.com");
            String browser = url.replace("<deny>*</deny>", "<deny>/other</deny>");
            RequestFacts facts = Requests.cookie("Away", "1");

            assertThat(decided(file("<conditions disabled=\"true\">" + cookie + "</conditions>"), facts))
                    .startsWith("skip: disabled: ");
            assertThat(decided(cookie, facts)).startsWith("skip: opt-out cookie: ");
            assertThat(decided(address, facts)).startsWith("skip: client address: ");
            assertThat(decided(host, facts)).startsWith("skip: host: ");
            assertThat(decided(url, facts)).startsWith("skip: URL: ");
            assertThat(decided(browser, facts)).startsWith("skip: browser: ");
            assertThat(decided(browser.replace("Mozilla", "Gecko"), facts)).isEqualTo("start");
        }

        @Test
        void whatIsOpenIsOpenWhateverElseTheFileSays() {
            assertThat(decided(
                            file("<conditions disabled=\"true\"><open url=\"/app/start\"/>" + ALL_DENY
                                    + "</conditions>"),
                            Requests.ORDINARY))
                    .isEqualTo("open: url=\"/app/start\" (line 1)");
        }

        @Test
        void explanationHasTheStepsUpToTheDecision() {
            Conditions conditions =
                    conditions("\n<open url=\"/healthz\"/>\n<addresses>\n<allow>10.0.0.0/8</allow></addresses>"
                            + "<urls><deny>/app/*</deny></urls>");

            assertThat(conditions.explain(Requests.ORDINARY))
                    .extracting(Conditions.Step::toString)
                    .containsExactly(
                            "open: url=\"/healthz\" (line 2) does not fit",
                            "disabled: sign-in is not switched off",
                            "opt-out cookie: the cookie GatehouseNoSso=1 is not there",
                            "client address: 10.1.2.3 is allowed by 10.0.0.0/8 (line 4)",
                            "host: hosts are not restricted",
                            "URL: the URL matches /app/* (line 4)");
        }

        @Test
        void explanationOfAPlainRequestEndsWithTheLastStep() {
            assertThat(Conditions.NONE.explain(Requests.ORDINARY)).hasSize(1).allMatch(Conditions.Step::goesOn);
            assertThat(conditions("").explain(Requests.ORDINARY)).hasSize(6).allMatch(Conditions.Step::goesOn);
        }
    }

    @Nested
    class Open {
        @ParameterizedTest
        @CsvSource({
            "/healthz, /healthz, true",
            "/healthz, /healthz/, false",
            "/healthz, /healthzz, false",
            "/healthz, /HEALTHZ, false",
            "/healthz, /admin, false",
            "/public/*, /public/x/y, true",
            "/public/*, /public/, true",
            "/public/*, /public, false",
            "/public*, /publicity, true",
            "/*, /anything, true",
        })
        void isWhatItsPathNames(String url, String path, boolean open) {
            assertThat(decided("<open url=\"" + url + "\"/>", Requests.path(path))
                            .startsWith("open: "))
                    .isEqualTo(open);
        }

        /** The path as it was sent says nothing: {@code /healthz/../admin}, {@code /healthz;x} and the like are decided by the server. */
        @Test
        void isComparedWithTheServersPathAlone() {
            RequestFacts lie = new RequestFacts(
                    "10.1.2.3", "portal.example.com", "/healthz/../admin", "/admin", "", name -> java.util.List.of());

            assertThat(decided("<open url=\"/healthz\"/><open url=\"/healthz/*\"/>", lie))
                    .isEqualTo("start");
        }

        @Test
        void isWhereAllThatItNamesFits() {
            String rule = "<open url=\"/app/*\" address=\"10.0.0.0/8\" host=\"Portal.example.com\"/>";

            assertThat(decided(rule, Requests.ORDINARY)).startsWith("open: ");
            assertThat(decided(rule, Requests.from("192.0.2.1"))).isEqualTo("start");
            assertThat(decided(rule, Requests.from("nonsense"))).isEqualTo("start");
            assertThat(decided(rule, Requests.at("other"))).isEqualTo("start");
            assertThat(decided(rule, Requests.path("/other"))).isEqualTo("start");
        }
    }
}
