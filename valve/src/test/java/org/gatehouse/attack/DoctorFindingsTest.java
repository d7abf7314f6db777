package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.cli.spn.Resolution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor must not call healthy, and what it must not call ill. */
class DoctorFindingsTest {
    private static final String VALVE =
            "<Valve className=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"conf/http.keytab\"";

    @TempDir
    private Path base;

    private Path conf;
    private String keytab;

    @BeforeEach
    void makeConf() throws IOException {
        conf = Files.createDirectories(base.resolve("conf"));
        keytab = KeytabBytes.portal().in(conf);
    }

    private static Run run(String... words) {
        return Run.with(host -> new Resolution(true, Optional.of(host), Optional.empty()), words);
    }

    private Run context(String name, String content) throws IOException {
        Path file = Files.writeString(conf.resolve(name), content);
        return run("doctor", "--context-xml", file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Context>\n<WatchedResource>WEB-INF/web.xml</WatchedResource>\n"
                        + "<WatchedResource>${catalina.base}/conf/web.xml</WatchedResource>\n</Context>",
                "<Context/>",
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><display-name>x</display-name></web-app>",
                "<web-app><login-config><auth-method>SPNEGO</auth-method></login-config></web-app>",
                "<Context><Valve classname=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"conf/http.keytab\"/></Context>",
                "<Context><Valve class=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"conf/http.keytab\"/></Context>",
                "<Context><Valve/></Context>",
                "<Context><!-- <Valve className=\"org.gatehouse.valve.SsoAuthenticator\"/> --></Context>",
                "<Context><Valve className=\"org.apache.catalina.valves.AccessLogValve\"/></Context>",
                "<Context><valve className=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"conf/http.keytab\"/></Context>"
            })
    void doctorFindingIsAnErrorIfAFileHoldsNoValve(String xml) throws IOException {
        Run run = context("context.xml", xml);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings()).anySatisfy(finding -> assertThat(finding).startsWith("ERROR "));
    }

    @Test
    void doctorFindingIsNoErrorIfAFileHoldsOne() throws IOException {
        assertThat(context("context.xml", "<Context>" + VALVE + "/></Context>").status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my_app.example.com/", "http://_x.example.com/", "http://-portal.example.com/",
                "http://portal.example.com:0/", "http://portal.example.com:65536/", "http://portal.example.com:99999/",
                "http://a..example.com/", "https://por_tal/", "http://portal-.example.com/"
            })
    void doctorFindingIsAnErrorIfNoBrowserOrTomcatTakesTheHost(String url) throws IOException {
        Run run = run("doctor", "--keytab", keytab, "--url", url);

        assertThat(run.status()).as(run.output() + run.complaint()).isIn(1, 2);
        assertThat(run.output().lines().filter(line -> line.startsWith("OK") && line.contains("name ")))
                .as(run.output())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://portal.example.com/",
                "https://portal.example.com:8443/x",
                "http://portal.example.com:65535/",
                "http://PORTAL.example.com/"
            })
    void doctorFindingIsNoErrorIfTheHostIsRight(String url) {
        assertThat(run("doctor", "--keytab", keytab, "--url", url).status()).isZero();
    }

    /** A name that is right for one check and wrong for another one is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"https://10.1.2.3/", "http://my_app.example.com/", "https://other.example.com/"})
    void doctorFindingIsNeverOkAndErrorForOneName(String url) {
        Run run = run("doctor", "--keytab", keytab, "--url", url);
        String host = url.replaceFirst("https?://", "").replaceFirst("[:/].*", "");

        List<String> levels = run.findings().stream()
                .filter(finding -> finding.contains(host))
                .map(finding -> finding.replaceFirst(" .*", ""))
                .distinct()
                .toList();
        assertThat(levels).as(run.output()).doesNotContain("OK");
    }

    /** Another account's old key is that account's matter. */
    @Test
    void doctorFindingIsNoErrorForAUrlIfAnUnrelatedKeyIsBad() throws IOException {
        String both = KeytabBytes.portal()
                .key("HTTP/legacy.example.com", 3, 23, 16, 'r')
                .key("HTTP/odd.example.com", 1, 1, 8, 'd')
                .in(conf);

        Run run = run("doctor", "--keytab", both, "--url", "https://portal.example.com/");

        assertThat(run.status()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.keytab", "conf", "conf/none/x", "\u0000", "conf/http.keytab/x", "~x~"})
    void namesNoJavaClass(String path) {
        for (Run run : List.of(
                run("doctor", "--keytab", base + "/" + path),
                run("doctor", "--context-xml", base + "/" + path),
                run("doctor", "--server-xml", base + "/" + path),
                run("keytab", "check", base + "/" + path),
                run("keytab", "list", base + "/" + path),
                run("keytab", "merge", keytab, base + "/" + path, "--out", base + "/" + path + "/out"))) {
            assertNamesNoClass(run);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[::1",
                "http://a b/",
                "//x",
                "http://",
                "ht!tp://x/",
                "portal",
                "http://%zz/",
                "http://x:y/",
                "http://x:99999999999999/"
            })
    void namesNoJavaClassForAUrl(String url) {
        assertNamesNoClass(run("doctor", "--keytab", keytab, "--url", url));
        assertNamesNoClass(run("spn", url));
    }

    private static void assertNamesNoClass(Run run) {
        assertThat(run.status()).isNotZero();
        assertThat(run.output() + run.complaint())
                .doesNotContainPattern("[A-Z][A-Za-z]+(Exception|Error)\\b")
                .doesNotContain("java.", "sun.", "org.gatehouse.", "at java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256-SHA1", "aes256-sha1", "AES256-SHA1,AES128-SHA1", "AES256-SHA1,RC4-HMAC-NT"})
    void takesTheSpellingOfKtpass(String types) throws IOException {
        Run run = context("context.xml", "<Context>" + VALVE + " encryptionTypes=\"" + types + "\"/></Context>");
        assertThat(run.status()).as(run.output()).isZero();

        Path password = Files.writeString(base.resolve("password"), "Wonderland1!\n");
        Files.setPosixFilePermissions(password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Run create = run(
                "keytab",
                "create",
                "--principal",
                "HTTP/x.example.com@EXAMPLE.COM",
                "--kvno",
                "1",
                "--out",
                base + "/new.keytab",
                "--enctypes",
                types,
                "--password-file",
                password.toString());
        assertThat(create.status()).as(create.complaint()).isZero();
    }
}
