package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import javax.security.auth.callback.CallbackHandler;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.kerberos.Forge;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsoAuthenticatorTest {
    @TempDir
    private Path directory;

    @Nested
    class WithoutAToken {
        @ParameterizedTest
        @ValueSource(strings = {"", "Negotiate", "Negotiate   ", "Basic YWxpY2U6cHc=", "Bearer x", "NegotiateX YII="})
        void aRequestIsAskedForOneAndNothingElse(String authorization) throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> response =
                        authorization.isEmpty() ? tomcat.get("/") : tomcat.get("/", "Authorization", authorization);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
                assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
                assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
                assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            }
        }

        @Test
        void nothingIsLoggedAboveDebugAfterTheBanner() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                tomcat.get("/");

                assertThat(tomcat.lines(Level.INFO)).singleElement().asString().startsWith("Gatehouse ");
            }
        }

        @Test
        void aBrowserGetsAPageAndAProgramALine() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> browser = tomcat.get("/", "Accept", "text/html,*/*;q=0.8");
                HttpResponse<String> program = tomcat.get("/", "Accept", "*/*");

                assertThat(browser.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
                assertThat(browser.headers().firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
                assertThat(browser.body()).contains("<h1>We couldn&rsquo;t sign you in automatically</h1>");
                assertThat(program.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
                assertThat(program.body()).isEqualTo("Sign-on is needed: this site accepts Negotiate (Kerberos).\n");
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 0})
        void anApplicationsOwnPageIsShownInstead(int errorCode) throws Exception {
            Consumer<Context> ownPage = context -> {
                ErrorPage page = new ErrorPage();
                page.setErrorCode(errorCode);
                page.setLocation("/sorry");
                context.addErrorPage(page);
            };
            try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, ownPage)) {
                HttpResponse<String> response = tomcat.get("/");

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
                assertThat(response.body()).isEqualTo("nobody");
            }
        }
    }

    @Nested
    class WithAToken {
        @Test
        void theApplicationSeesTheUser() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> response = tomcat.get("/", "Authorization", negotiate(new Forge()));

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body())
                        .isEqualTo("alice@EXAMPLE.COM by Kerberos at HTTP/portal.example.com@EXAMPLE.COM, SPNEGO");
                assertThat(response.headers().firstValue("Cache-Control")).hasValue("private");
                assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            }
        }

        @Test
        void theServerProvesItselfWhenItIsAskedTo() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> response =
                        tomcat.get("/", "Authorization", negotiate(Forge.with(forge -> forge.apOptions = 1 << 29)));

                assertThat(response.headers().allValues("WWW-Authenticate"))
                        .singleElement()
                        .asString()
                        .startsWith("Negotiate oYG");
            }
        }

        @Test
        void theSessionSignsOnFromThenOn() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String cookie = cookie(tomcat.get("/", "Authorization", negotiate(new Forge())));

                HttpResponse<String> response = tomcat.get("/", "Cookie", cookie);

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).startsWith("alice@EXAMPLE.COM by Kerberos");
                assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
            }
        }

        @Test
        void aSessionFromBeforeChangesItsId() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String first = cookie(tomcat.get("/", "Authorization", negotiate(new Forge())));
                tomcat.context()
                        .getManager()
                        .findSession(first.substring(first.indexOf('=') + 1))
                        .setPrincipal(null);

                String second = cookie(tomcat.get(
                        "/", "Authorization", negotiate(Forge.with(forge -> forge.cusec = 1)), "Cookie", first));

                assertThat(second).isNotEqualTo(first);
                assertThat(tomcat.get("/", "Cookie", first).statusCode()).isEqualTo(401);
            }
        }

        @Test
        void severalBlanksBeforeItAreTolerated() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(new Forge()).replace("Negotiate ", "negotiate   ");

                assertThat(tomcat.get("/", "Authorization", header).statusCode())
                        .isEqualTo(200);
            }
        }

        @Test
        void thatIsNotBase64IsABadRequest() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> response = tomcat.get("/", "Authorization", "Negotiate YII=*");

                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
                assertThat(response.body()).startsWith("Sign-on did not work (GH-H001, ");
                assertThat(tomcat.lines(Level.WARNING))
                        .singleElement()
                        .asString()
                        .startsWith("GH-H001: ");
            }
        }

        @Test
        void thatIsRefusedGetsTheCodeAndTheReferenceOfTheLogsLine() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

                HttpResponse<String> response = tomcat.get("/", "Authorization", header);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate oQcwBaADCgEC");
                String line = tomcat.lines(Level.WARNING).get(0);
                assertThat(line)
                        .startsWith("GH-K031 KRB_AP_ERR_SKEW (37): the clock of alice@EXAMPLE.COM's computer")
                        .matches("[^\\r\\n]* \\[[0-9A-F]{4}-[0-9A-F]{4}\\]");
                String reference = line.substring(line.length() - 10, line.length() - 1);
                assertThat(response.body()).isEqualTo("Sign-on did not work (GH-K031, " + reference + ").\n");
                assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
            }
        }

        @Test
        void thatIsRefusedGetsABrowserAPageThatItCanShow() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(Forge.with(forge -> forge.serviceKey = new byte[32]));

                HttpResponse<String> response =
                        tomcat.get("/", "Authorization", header, "Accept", "text/html,*/*;q=0.8");

                assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
                assertThat(response.body()).contains("GH-K012 &middot; ");
            }
        }

        @Test
        void thatWasSeenBeforeIsRefused() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(new Forge());
                tomcat.get("/", "Authorization", header);

                HttpResponse<String> response = tomcat.get("/", "Authorization", header);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body()).startsWith("Sign-on did not work (GH-K034, ");
            }
        }

        @Test
        void thatAnotherApplicationHasSeenIsRefused() throws Exception {
            try (TestTomcat tomcat =
                    new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second")) {
                tomcat.start();
                String header = negotiate(new Forge());
                tomcat.get("/", "Authorization", header);

                HttpResponse<String> response = tomcat.get("/second/", "Authorization", header);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body()).startsWith("Sign-on did not work (GH-K034, ");
            }
        }

        @Test
        void thatWasSeenBeforeTheApplicationWasReloadedIsRefused() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(new Forge());
                tomcat.get("/", "Authorization", header);
                tomcat.context().reload();

                assertThat(tomcat.get("/", "Authorization", header).body())
                        .startsWith("Sign-on did not work (GH-K034, ");
            }
        }

        /** Behind a proxy, the client's address is what a header says. */
        @Test
        void fromAnAddressThatIsNoneCannotForgeALineOfTheLog() throws Exception {
            Consumer<Context> behindProxy =
                    context -> context.getParent().getPipeline().addValve(new RemoteIpValve());
            try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, behindProxy)) {
                String header = negotiate(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

                tomcat.get("/", "Authorization", header, "X-Forwarded-For", "10.0.0.1) ok. [0000-0000] GH-K031 forged");

                assertThat(tomcat.lines(Level.WARNING))
                        .singleElement()
                        .asString()
                        .contains("computer (an address that is none)")
                        .doesNotContain("forged");
            }
        }

        /** The names in a token are the client's to choose. */
        @Test
        void cannotBreakALineOfTheLogOrThePage() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String header = negotiate(Forge.with(forge -> forge.sname = "HTTP/<script>\u2028\u202e"));

                HttpResponse<String> response = tomcat.get("/", "Authorization", header, "Accept", "text/html");

                assertThat(tomcat.lines(Level.WARNING))
                        .singleElement()
                        .asString()
                        .contains("HTTP/<script>\\u{2028}\\u{202e}@EXAMPLE.COM");
                assertThat(response.body()).contains("GH-K016").doesNotContain("script");
            }
        }

        @Test
        void thatIsRefusedAgainAndAgainDoesNotFillTheLog() throws Exception {
            TestTomcat tomcat = TestTomcat.started(directory);
            try (tomcat) {
                for (int i = 0; i < RefusalLog.WHOLE_LINES + 7; i++) {
                    tomcat.get("/", "Authorization", "Negotiate AAAA");
                }

                assertThat(tomcat.lines(Level.WARNING)).hasSize(RefusalLog.WHOLE_LINES);
            }
            assertThat(tomcat.lines(Level.WARNING))
                    .last()
                    .isEqualTo("GH-S001 (repeated 7 times in the last 0 s, 1 address, last 127.0.0.1)");
        }

        @Test
        void appearsInNoLineOfTheLog() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                String good = negotiate(new Forge());
                String bad = negotiate(Forge.with(forge -> forge.serviceKey = new byte[32]));
                tomcat.get("/", "Authorization", good);
                tomcat.get("/", "Authorization", good);
                tomcat.get("/", "Authorization", bad);

                assertThat(tomcat.lines(Level.ALL))
                        .hasSizeGreaterThan(3)
                        .allSatisfy(line -> assertThat(line)
                                .doesNotContain(
                                        good.substring(10, 40),
                                        bad.substring(10, 40),
                                        good.substring(good.length() - 30)));
            }
        }
    }

    @Nested
    class Protects {
        @Test
        void everythingInAnApplicationWithoutConstraints() throws Exception {
            assertThat(statuses("auto", context -> {}, "/", "/open", "/admin/x"))
                    .containsExactly(401, 401, 401);
        }

        @Test
        void byTheApplicationsConstraintsWhereOneAsksForASignOn() throws Exception {
            assertThat(statuses("auto", constraint("/admin/*", "**"), "/", "/admin/x"))
                    .containsExactly(200, 401);
        }

        @Test
        void everythingWhereTheConstraintsOnlyDeny() throws Exception {
            assertThat(statuses("auto", constraint("/admin/*"), "/", "/admin/x"))
                    .containsExactly(401, 401);
        }

        @Test
        void nothingByItselfWhenOnlyConstraintsCount() throws Exception {
            assertThat(statuses("constraints", context -> {}, "/", "/admin/x")).containsExactly(200, 200);
        }

        @Test
        void everythingWhenToldToWhateverTheConstraintsSay() throws Exception {
            assertThat(statuses("all", constraint("/admin/*", "**"), "/", "/admin/x"))
                    .containsExactly(401, 401);
        }

        /** A constraint that comes after the valve has started: a ServletContainerInitializer may add one. */
        @Test
        void byAConstraintThatTheApplicationAddsLater() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                constraint("/admin/*", "**").accept(tomcat.context());

                assertThat(tomcat.get("/").statusCode()).isEqualTo(200);
                assertThat(tomcat.get("/admin/x").statusCode()).isEqualTo(401);
            }
        }

        @Test
        void postsAndHeadsAsWell() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpRequest post = tomcat.request("/")
                        .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                        .build();
                HttpRequest head = tomcat.request("/")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();

                assertThat(tomcat.send(post).statusCode()).isEqualTo(401);
                assertThat(tomcat.send(head).statusCode()).isEqualTo(401);
            }
        }

        @Test
        void againstAProviderThatTomcatWouldAskInstead() throws Exception {
            AuthConfigFactory factory = AuthConfigFactory.getFactory();
            String registration = factory.registerConfigProvider(new OpenProvider(), "HttpServlet", null, "test");
            try (TestTomcat tomcat = TestTomcat.started(directory)) {
                HttpResponse<String> response = tomcat.get("/", "Authorization", negotiate(new Forge()));

                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.body()).startsWith("Sign-on did not work (GH-C008, ");
            } finally {
                factory.removeRegistration(registration);
            }
        }

        @Test
        void noResourceThatIsOpenFromPreemptiveCredentialsOfAnotherScheme() throws Exception {
            Consumer<Context> preemptive = context -> context.setPreemptiveAuthentication(true);
            try (TestTomcat tomcat =
                    TestTomcat.started(directory, valve -> valve.setProtect("constraints"), preemptive)) {
                assertThat(tomcat.get("/", "Authorization", "Bearer abc").body())
                        .isEqualTo("nobody");
                assertThat(tomcat.get("/", "Authorization", negotiate(new Forge()))
                                .body())
                        .startsWith("alice@EXAMPLE.COM");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/authenticate?with=stream", "/authenticate?with=writer"})
        void whatAnApplicationHasBegunToSayBeforeItAsksForASignOn(String path) throws Exception {
            try (TestTomcat tomcat =
                    TestTomcat.started(directory, valve -> valve.setProtect("constraints"), context -> {})) {
                HttpResponse<String> response = tomcat.get(path);

                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body()).isEqualTo("Sign-on is needed: this site accepts Negotiate (Kerberos).\n");
            }
        }

        @Test
        void aRoleThatASignedOnUserLacks() throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, constraint("/admin/*", "boss"))) {
                HttpResponse<String> response = tomcat.get("/admin/x", "Authorization", negotiate(new Forge()));

                assertThat(response.statusCode()).isEqualTo(403);
            }
        }

        private List<Integer> statuses(String protect, Consumer<Context> contextChange, String... paths)
                throws Exception {
            try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setProtect(protect), contextChange)) {
                List<Integer> statuses = new ArrayList<>();
                for (String path : paths) {
                    statuses.add(tomcat.get(path).statusCode());
                }
                return statuses;
            }
        }

        private static Consumer<Context> constraint(String pattern, String... roles) {
            return context -> {
                SecurityCollection collection = new SecurityCollection();
                collection.addPattern(pattern);
                SecurityConstraint constraint = new SecurityConstraint();
                constraint.addCollection(collection);
                constraint.setAuthConstraint(true);
                for (String role : roles) {
                    constraint.addAuthRole(role);
                }
                context.addConstraint(constraint);
            };
        }
    }

    @Nested
    class Configuration {
        @Test
        void thatIsWrongIsListedAtOnceByAttribute() throws Exception {
            try (TestTomcat tomcat = new TestTomcat(
                    directory,
                    valve -> {
                        valve.setKeytab("missing.keytab");
                        valve.setProtect("some");
                        valve.setClockSkew("five");
                        valve.setProperty("keytabb", "hunter2");
                    },
                    context -> {})) {
                assertThatThrownBy(tomcat::start).isInstanceOf(LifecycleException.class);

                assertThat(tomcat.context().getState().isAvailable()).isFalse();
                assertThat(tomcat.lines(Level.SEVERE))
                        .anySatisfy(line -> assertThat(line).startsWith("GH-C002: keytab: missing.keytab"))
                        .anySatisfy(line -> assertThat(line).startsWith("GH-C006: protect: \"some\""))
                        .anySatisfy(line -> assertThat(line).startsWith("GH-C006: clockSkew: \"five\""))
                        .anySatisfy(line -> assertThat(line)
                                .isEqualTo(
                                        "GH-C005: keytabb: the valve has no such attribute." + " Did you mean keytab?"))
                        .hasSize(4)
                        .allSatisfy(line -> assertThat(line).doesNotContain("hunter2"));
            }
        }

        /** Tomcat itself takes "ture" for false, and says so to nobody. */
        @Test
        void ofTomcatsOwnAttributesIsCheckedToo() throws Exception {
            Consumer<SsoAuthenticator> mistyped = valve -> {
                IntrospectionUtils.setProperty(valve, "changeSessionIdOnAuthentication", "ture");
                IntrospectionUtils.setProperty(valve, "allowCorsPreflight", "sometimes");
                IntrospectionUtils.setProperty(valve, "cache", "true");
            };
            try (TestTomcat tomcat = new TestTomcat(directory, mistyped, context -> {})) {
                assertThatThrownBy(tomcat::start).isInstanceOf(LifecycleException.class);

                assertThat(tomcat.lines(Level.SEVERE))
                        .satisfiesExactly(
                                line -> assertThat(line)
                                        .startsWith(
                                                "GH-C006: changeSessionIdOnAuthentication: \"ture\" is neither true"),
                                line -> assertThat(line).startsWith("GH-C006: allowCorsPreflight: \"sometimes\""));
            }
        }

        @Test
        void thatIsGoodIsSummedUpInTheBanner() throws Exception {
            Consumer<Context> alias = context -> ((Host) context.getParent()).addAlias("portal");
            try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, alias)) {
                assertThat(tomcat.lines(Level.INFO).get(0).lines())
                        .satisfiesExactly(
                                first -> assertThat(first)
                                        .matches("Gatehouse \\S+ on / · host localhost portal · realm EXAMPLE\\.COM"
                                                + " · mechanisms kerberos · clock 2026-11-22T10:15:00Z"),
                                second -> assertThat(second)
                                        .isEqualTo("  HTTP/portal.example.com@EXAMPLE.COM   kvno 7   aes256-sha1"
                                                + "   http.keytab"));
            }
        }

        @Test
        void ofAConnectorThatRefusesLargeTicketsIsNamedAtTheStart() throws Exception {
            try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
                tomcat.connector().setProperty("maxHttpRequestHeaderSize", "8192");
                tomcat.start();

                assertThat(tomcat.lines(Level.WARNING))
                        .singleElement()
                        .asString()
                        .startsWith("GH-C014: connector \"http-nio-127.0.0.1-auto-");
            }
        }

        @Test
        void onAHostIsRefusedWithTheSentenceThatHelps() {
            StandardHost host = new StandardHost();
            host.setName("localhost");

            assertThatThrownBy(() -> host.getPipeline().addValve(new SsoAuthenticator()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "GH-C007: the valve stands in StandardHost \"localhost\". Move the <Valve> into a"
                                    + " <Context>");
        }
    }

    /** Is there, and says nothing. */
    private static final class OpenProvider implements AuthConfigProvider {
        @Override
        public @Nullable ClientAuthConfig getClientAuthConfig(String layer, String context, CallbackHandler handler) {
            return null;
        }

        @Override
        public @Nullable ServerAuthConfig getServerAuthConfig(String layer, String context, CallbackHandler handler) {
            return null;
        }

        @Override
        public void refresh() {}
    }

    private static String negotiate(Forge forge) {
        Bytes token = forge.spnego();
        return "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }

    private static String cookie(HttpResponse<String> response) {
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
