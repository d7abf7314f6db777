package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says at the start and at a reload of what is open to everybody, and of names without a key. */
class OpenToldTest {
    private static final String OPENS = "<conditions><open url=\"/admin/status\"/><open url=\"/free\"/></conditions>";
    private static final String OVERRIDE =
            "url=\"/admin/status\" (line 1) opens what constraints of the application protect: /admin/*";

    @TempDir
    private Path directory;

    private void write(String rules) throws Exception {
        Files.writeString(directory.resolve("conditions.xml"), rules);
    }

    private static void protectAdmin(Context context) {
        context.addConstraint(constraint("/admin/*"));
    }

    private static SecurityConstraint constraint(String pattern) {
        SecurityCollection collection = new SecurityCollection("some", "");
        collection.addPattern(pattern);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.addAuthRole("boss");
        return constraint;
    }

    private TestTomcat configured(String rules, Consumer<Context> application) throws Exception {
        write(rules);
        return new TestTomcat(directory, valve -> valve.setConditions("conditions.xml"), application);
    }

    private static List<String> banners(TestTomcat tomcat) {
        return tomcat.lines(Level.INFO).stream()
                .filter(line -> line.matches("(?s)Gatehouse \\S+ on .*"))
                .toList();
    }

    @Test
    void bannerListsWhatIsOpenAndWhichConstraintThatOverrides() throws Exception {
        try (TestTomcat tomcat = configured(OPENS, OpenToldTest::protectAdmin)) {
            tomcat.start();

            assertThat(banners(tomcat))
                    .singleElement()
                    .asString()
                    .contains("open to everybody: url=\"/admin/status\" (line 1), url=\"/free\" (line 1)")
                    .contains("  " + OVERRIDE)
                    .doesNotContain("url=\"/free\" (line 1) opens");
        }
    }

    @Test
    void reloadListsWhatIsOpenAndWhichConstraintThatOverrides() throws Exception {
        try (TestTomcat tomcat = configured("<conditions/>", OpenToldTest::protectAdmin)) {
            tomcat.start();
            assertThat(tomcat.lines(Level.INFO)).noneMatch(line -> line.contains("/admin/status"));

            write(OPENS);
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(tomcat.lines(Level.INFO))
                    .anyMatch(line -> line.endsWith(
                            ": open to everybody: url=\"/admin/status\" (line 1), url=\"/free\" (line 1)"))
                    .contains("Gatehouse: conditions: " + OVERRIDE);
        }
    }

    @Test
    void anApplicationThatOpensSomethingElseHasABannerOfItsOwn() throws Exception {
        Files.writeString(directory.resolve("other.xml"), "<conditions><open url=\"/second/x\"/></conditions>");
        try (TestTomcat tomcat = configured(OPENS, context -> {})
                .withSecondApplication("/second", valve -> valve.setConditions("other.xml"))
                .withSecondApplication("/third", valve -> valve.setConditions("conditions.xml"))) {
            tomcat.start();

            assertThat(banners(tomcat)).anyMatch(line -> line.contains("url=\"/second/x\""));
            assertThat(banners(tomcat))
                    .filteredOn(line -> line.contains("the same settings and keys as "))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"<addresses><allow/></addresses>", "<hosts><allow/></hosts>", "<browsers><allow/></browsers>"})
    void emptyAllowListIsToldAtTheStart(String list) throws Exception {
        try (TestTomcat tomcat = configured("<conditions>" + list + "</conditions>", context -> {})) {
            tomcat.start();

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("(line 1) is empty: nobody is asked to sign in.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /admin/x, /admin/*, true",
        "'', /admin, /admin/*, true",
        "'', /administrator, /admin/*, false",
        "'', /admin/x, /*, true",
        "'', /admin/x, /, true",
        "'', /admin/x.jsp, *.jsp, true",
        "'', /admin/x.jspx, *.jsp, false",
        "'', /admin/x.jsp/y, *.jsp, false",
        "'', /admin/x, /admin/x, true",
        "'', /admin/x, /admin/y, false",
        "'', /, '', true",
        "'', /x, '', false",
        "'', /admin/*, /admin/x, true",
        "'', /adm*, /admin/*, true",
        "'', /admin/x/*, /admin/*, true",
        "'', /free/*, /admin/*, false",
        "'', /free/*, *.jsp, true",
        "'', /free/*, /, true",
        "'', /*, /admin/*, true",
        "/app, /app/admin/x, /admin/*, true",
        "/app, /admin/x, /admin/*, false",
        "/app, /application/admin/x, /admin/*, false",
        "/app, /*, /admin/*, true",
        "/app, /ap*, /admin/x, true",
        "/app, /app*, /admin/x, true",
    })
    void openPathOverridesThePatternsThatCoverIt(String context, String url, String pattern, boolean overrides)
            throws Exception {
        StandardContext application = new StandardContext();
        application.setParent(new StandardHost());
        application.setPath(context);
        application.addConstraint(constraint(pattern));
        Bytes file =
                Bytes.of(("<conditions><open url=\"" + url + "\"/></conditions>").getBytes(StandardCharsets.UTF_8));

        List<String> told = OpenOverrides.of(
                application, ConditionsFile.parse(file, Set::of).open());

        assertThat(told).hasSize(overrides ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "portal.example.com, false",
        "PORTAL.example.com, false",
        "localhost, false",
        "10.1.2.3, false",
        "[::1], false",
        "*.example.com, false",
        "www.example.com, true",
        "portal, true"
    })
    void nameByWhichClientsComeAndThatHasNoKeyIsTold(String alias, boolean told) throws Exception {
        try (TestTomcat tomcat = configured("<conditions/>", context -> {})) {
            ((StandardHost) tomcat.context().getParent()).addAlias(alias);
            tomcat.start();

            assertThat(notes(tomcat)).hasSize(told ? 1 : 0).allMatch(line -> line.contains(" " + alias + ","));
        }
    }

    @Test
    void proxyNameWithoutAKeyIsToldOnceForAllApplications() throws Exception {
        try (TestTomcat tomcat = configured("<conditions/>", context -> {})
                .withSecondApplication("/second", valve -> valve.setConditions("conditions.xml"))) {
            tomcat.connector().setProxyName("www.example.com");
            tomcat.start();

            assertThat(notes(tomcat))
                    .singleElement()
                    .asString()
                    .contains("no key for www.example.com, a name by which clients may come.")
                    .contains("Add the SPN HTTP/www.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<conditions hosts='keytab'/>",
        "<conditions><hosts><allow>portal.example.com</allow></hosts></conditions>"
    })
    void nameWithoutAKeyIsNotToldWhereHostsAreRestricted(String rules) throws Exception {
        try (TestTomcat tomcat = configured(rules, context -> {})) {
            tomcat.connector().setProxyName("www.example.com");
            tomcat.start();

            assertThat(notes(tomcat)).isEmpty();
        }
    }

    private static List<String> notes(TestTomcat tomcat) {
        return tomcat.lines(Level.INFO).stream()
                .filter(line -> line.contains("has no key for"))
                .toList();
    }
}
