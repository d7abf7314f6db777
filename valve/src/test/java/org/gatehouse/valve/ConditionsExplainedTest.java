package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a request was asked or not: what the log, the counters and the explanation of JMX say. */
class ConditionsExplainedTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final String LINE = "\\[[0-9A-F]{4}-[0-9A-F]{4}] 127\\.0\\.0\\.1 ";
    private static final String RULES = """
            <conditions>
              <open url="/healthz"/>
              <addresses><deny>10.9.0.0/16</deny></addresses>
              <urls>
                <deny>/api/*</deny>
                <deny regex="true">/(a|b)*c</deny>
              </urls>
            </conditions>
            """;
    private static final String TRIED = RULES.replace("<conditions>", "<conditions dryRun=\"true\">");

    @TempDir
    private Path directory;

    private TestTomcat started(String rules) throws Exception {
        write(rules);
        return TestTomcat.started(directory, valve -> valve.setConditions("conditions.xml"), context -> {});
    }

    private void write(String rules) throws Exception {
        Files.writeString(directory.resolve("conditions.xml"), rules);
    }

    private static void reload(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }

    private static ObjectName name() throws Exception {
        Set<ObjectName> names = SERVER.queryNames(new ObjectName("*:type=Valve,name=SsoAuthenticator,*"), null);
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    private static Object attribute(String attribute) throws Exception {
        return SERVER.getAttribute(name(), attribute);
    }

    private static Map<String, Long> counts(String attribute) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        for (Object row : ((TabularData) attribute(attribute)).values()) {
            CompositeData count = (CompositeData) row;
            counts.put((String) count.get("name"), (Long) count.get("count"));
        }
        return counts;
    }

    private static String explain(
            String address, String host, String url, @Nullable String userAgent, @Nullable String cookie)
            throws Exception {
        String[] types = new String[5];
        Arrays.fill(types, String.class.getName());
        return (String)
                SERVER.invoke(name(), "explain", new @Nullable Object[] {address, host, url, userAgent, cookie}, types);
    }

    @Test
    void debugHasALineForEachDecisionWithRuleLineAndFact() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            tomcat.get("/healthz");
            tomcat.get("/api/x");
            tomcat.get("/");

            assertThat(tomcat.lines(Level.FINE).stream().filter(line -> line.matches(LINE + ".*")))
                    .satisfiesExactly(
                            opened -> assertThat(opened)
                                    .matches(LINE + "was let through as nobody: open: url=\"/healthz\" \\(line 2\\)"),
                            skipped -> assertThat(skipped)
                                    .matches(
                                            LINE
                                                    + "was not asked to sign in: URL: the URL matches /api/\\* \\(line 5\\); nothing was sent"),
                            started -> assertThat(started)
                                    .matches(LINE + "may be asked to sign in: no rule of the conditions says no"),
                            asked -> assertThat(asked).matches(LINE + "was asked to sign in; .*"));
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void debugTellsWhatDryRunWouldDo() throws Exception {
        try (TestTomcat tomcat = started(TRIED)) {
            tomcat.get("/healthz");
            tomcat.get("/api/x");

            assertThat(tomcat.lines(Level.FINE))
                    .anySatisfy(
                            line -> assertThat(line)
                                    .matches(
                                            LINE
                                                    + "would be let through as nobody \\(dry run\\): open: url=\"/healthz\" \\(line 2\\)"))
                    .anySatisfy(
                            line -> assertThat(line)
                                    .matches(
                                            LINE
                                                    + "would not be asked to sign in \\(dry run\\): URL: the URL matches /api/\\* \\(line 5\\)"));
        }
    }

    @Test
    void countsEachRuleByItsKindAndLine() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            for (String path : new String[] {"/healthz", "/healthz", "/api/x", "/api/y", "/api/z", "/"}) {
                tomcat.get(path);
            }

            assertThat(counts("decidedByRule"))
                    .containsOnly(Map.entry("open (line 2)", 2L), Map.entry("URL (line 5)", 3L));
            assertThat(counts("notAskedByKind")).containsOnly(Map.entry("URL", 3L));
            assertThat(attribute("notAsked")).isEqualTo(3L);
            assertThat(counts("dryRunByRule")).isEmpty();
        }
    }

    @Test
    void countsWhatDryRunWouldHaveDone() throws Exception {
        try (TestTomcat tomcat = started(TRIED)) {
            for (String path : new String[] {"/healthz", "/api/x", "/api/y", "/"}) {
                assertThat(tomcat.get(path).statusCode()).isEqualTo(401);
            }

            assertThat(counts("dryRunByRule"))
                    .containsOnly(Map.entry("open (line 2)", 1L), Map.entry("URL (line 5)", 2L));
            assertThat(counts("decidedByRule")).isEmpty();
            assertThat(attribute("notAsked")).isEqualTo(0L);
        }
    }

    @Test
    void countsOfRulesBeginAgainWithAnotherFileAndThoseOfKindsGoOn() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            tomcat.get("/api/x");
            write("\n" + RULES);
            reload(tomcat);
            tomcat.get("/api/x");

            assertThat(counts("decidedByRule")).containsOnly(Map.entry("URL (line 6)", 1L));
            assertThat(counts("notAskedByKind")).containsOnly(Map.entry("URL", 2L));
        }
    }

    @Test
    void showsGenerationAndMistakeOfTheFile() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            assertThat(attribute("conditionsGeneration")).isEqualTo(1);
            assertThat(attribute("conditionsProblem")).isEqualTo("");
            assertThat((String) attribute("conditionsInForce"))
                    .startsWith("open to everybody: url=\"/healthz\" (line 2)");

            write("<conditions>\n  <adresses/>\n</conditions>");
            reload(tomcat);
            assertThat(attribute("conditionsGeneration")).isEqualTo(1);
            assertThat((String) attribute("conditionsProblem"))
                    .startsWith("line 2, column ")
                    .contains("<adresses>");
            assertThat((String) attribute("conditionsInForce")).contains("/healthz");

            write("<conditions/>");
            reload(tomcat);
            assertThat(attribute("conditionsGeneration")).isEqualTo(2);
            assertThat(attribute("conditionsProblem")).isEqualTo("");
            assertThat(attribute("conditionsInForce")).isEqualTo("nothing is open");
        }
    }

    @Test
    void withoutAFileThereIsNothingToShowAndEveryoneIsAsked() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            assertThat(attribute("conditionsGeneration")).isEqualTo(0);
            assertThat(attribute("conditionsProblem")).isEqualTo("");
            assertThat(attribute("conditionsInForce")).isEqualTo("");
            assertThat(explain("10.1.2.3", "portal", "/", "", "")).isEqualTo("""
                    goes on  opt-out cookie: the cookie GatehouseNoSso=1 is not there
                    The client is asked to sign in.""");
            tomcat.context().stop();
            assertThat(explain("10.1.2.3", "portal", "/", "", "")).isEqualTo("The valve is not running.");
        }
    }

    @Test
    void explainsStepByStepAndCountsNothing() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            assertThat(explain("10.1.2.3", "portal", "/api/x?y=1", null, null)).isEqualTo("""
                    goes on  open: url="/healthz" (line 2) does not fit
                    goes on  disabled: sign-in is not switched off
                    goes on  opt-out cookie: the cookie GatehouseNoSso=1 is not there
                    goes on  client address: 10.1.2.3 is not denied
                    goes on  host: hosts are not restricted
                    ends     URL: the URL matches /api/* (line 5)
                    The client is not asked to sign in.""");
            assertThat(explain("10.1.2.3", "portal", "/x/../healthz;a", "", "")).isEqualTo("""
                    ends     open: url="/healthz" (line 2) fits
                    The request is open to everybody.""");
            assertThat(counts("decidedByRule")).isEmpty();
            assertThat(tomcat.context().getState().isAvailable()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api, '', url begins with a slash",
        "/a/../../b, '', url is not one that Tomcat would take.",
        "/, nonsense, cookie takes a name and a value"
    })
    void explanationSaysWhatIsWrongWithTheDescription(String url, String cookie, String mistake) throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            assertThat(explain("10.1.2.3", "portal", url, "", cookie)).startsWith(mistake);
            assertThat(tomcat.context().getState().isAvailable()).isTrue();
        }
    }

    /** An expression that nests too deeply, and a URL that is too long. */
    @Test
    void ruleThatIsStoppedIsAWarningWithTheReferenceOfThePage() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            String page = tomcat.get("/" + "a".repeat(6000)).body();
            tomcat.get("/" + "a".repeat(9000));

            String reference = page.replaceAll("(?s).*GH-H005, (.{9})\\).*", "$1");
            assertThat(tomcat.lines(Level.WARNING))
                    .satisfiesExactly(
                            nested -> assertThat(nested)
                                    .startsWith("GH-H005 [" + reference
                                            + "] 127.0.0.1: the URL was not compared with /(a|b)*c to the end: ")
                                    .contains(
                                            "(line 6). This counts as denied, so the client is not asked to sign in."),
                            tooLong -> assertThat(tooLong)
                                    .contains(" 127.0.0.1: the URL is longer than 8192 characters (line 5). "));
        }
    }

    @Test
    void warningsOfStoppedRulesAreGrouped() throws Exception {
        try (TestTomcat tomcat = started(RULES)) {
            for (int i = 0; i < 3 * RefusalLog.WHOLE_LINES; i++) {
                tomcat.get("/" + "a".repeat(9000));
            }

            assertThat(tomcat.lines(Level.WARNING)).hasSize(RefusalLog.WHOLE_LINES);
        }
    }

    @Test
    void dryRunWarnsOfStoppedRulesToo() throws Exception {
        try (TestTomcat tomcat = started(TRIED)) {
            assertThat(tomcat.get("/" + "a".repeat(9000)).statusCode()).isEqualTo(401);

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("would not be asked to sign in (dry run)");
        }
    }
}
