package org.gatehouse.cli.spn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpnCommandTest {
    private static final String PORTAL = KeytabBytes.PORTAL;
    private static final String URL = "https://portal.example.com/";

    @TempDir
    Path directory;

    private static Resolver leadingTo(String canonical) {
        return host -> new Resolution(true, Optional.of(canonical), Optional.empty());
    }

    @Nested
    class OfAName {
        @Test
        void saysWhereBrowsersAskForIt() {
            Run run = Run.of("spn", PORTAL);

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .containsExactly(
                            "OK spn browsers ask for HTTP/portal.example.com at http://portal.example.com/ and"
                                    + " https://portal.example.com/, on every port",
                            "OK spn HOST/portal.example.com, which every computer account has, stands for it as long as"
                                    + " no account has HTTP/portal.example.com");
        }

        @Test
        void saysWhatHostStandsFor() {
            assertThat(Run.of("spn", "HOST/web7").findings())
                    .containsExactly("OK spn HOST/web7 stands for HTTP/web7 and 52 other services of that host,"
                            + " except those whose own name an account has");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        portal.example.com              | has no slash
                        HTTP/                           | has no host
                        /portal                         | has no service of letters
                        HTTP/portal@EXAMPLE.COM         | has a realm
                        HTTP/a/b/c                      | has 4 parts
                        HTTP/portal:http                | has a port that is not a number
                        HTTP/portal:0                   | has a port that is not from 1 to 65535
                        HTTP/portal:65536               | has a port that is not from 1 to 65535
                        HTTP/10.1.2.3                   | names an IP address
                        HTTP/localhost                  | names this machine itself
                        HTTP/portal.                    | has a host with a dot at its end
                        HTTP/*.example.com              | has a host that is not a DNS name
                        HTTP/portal/                    | has a slash at its end
                        HTTP/my_app                     | has an underscore in its host
                        HTTP/_http._tcp.example.com     | has an underscore in its host
                        HTTP/-portal.example.com        | has a hyphen at the beginning or end
                        HTTP/portal-                    | has a hyphen at the beginning or end
                        HTTP/portal.-x                  | has a hyphen at the beginning or end
                        HTTP/portal..example.com        | has a host with an empty part
                        HTTP/.example.com               | has a host with an empty part
                        HTTP/bücher.example.com         | has a host that is not ASCII
                        HTTP/portal.256                 | has a host that ends with a number
                        HTTP/12345                      | has a host that ends with a number
                        HTTP/portal.0x1f                | has a host that ends with a number
                        HTTP/[::1]                      | has an IPv6 address
                        HTTP/portal:99999               | has a port that is not from 1 to 65535
                        """)
        void reportsWhatIsNotAServiceName(String spn, String problem) {
            Run run = Run.of("spn", spn);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding).startsWith("ERROR spn \"" + spn + "\" " + problem));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        HTTP/portal.example.com:8443    | has a port
                        HTTP/portal.example.com/x       | has a third part
                        HTTP/Portal.example.com         | has capital letters
                        cifs/portal.example.com         | is not what browsers ask for
                        """)
        void warnsOfWhatIsSeldomMeant(String spn, String oddity) {
            Run run = Run.of("spn", spn);

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding).startsWith("WARN spn " + spn + " " + oddity));
        }

        @Test
        void reportsPartsAndHostsThatAreTooLong() {
            assertThat(Run.of("spn", "HTTP/" + "x".repeat(64) + ".example.com").findings())
                    .singleElement()
                    .asString()
                    .contains("has a host with a part of 64 characters; a DNS name has parts of 63 at most");
            assertThat(Run.of("spn", "HTTP/" + "x.".repeat(126) + "xy").findings())
                    .singleElement()
                    .asString()
                    .contains("has a host of 254 characters; a DNS name has 253 at most");
            assertThat(Run.of("spn", "HTTP/" + "x".repeat(63) + ".example.com").status())
                    .isZero();
            assertThat(Run.of("spn", "HTTP/" + "x.".repeat(126) + "x").status()).isZero();
        }

        @Test
        void saysNothingGoodOfANameWithoutAKey() throws IOException {
            Run run =
                    Run.of("spn", "HTTP/other", "--keytab", KeytabBytes.portal().in(directory));

            assertThat(run.findings()).singleElement().asString().startsWith("ERROR spn ");
        }

        @Test
        void saysNothingGoodOfANameThatBrowsersNeverAskFor() throws IOException {
            String keytab =
                    new KeytabBytes().aes256("HTTPS/portal.example.com", 7, 'p').in(directory);

            assertThat(Run.of("spn", "HTTPS/portal.example.com", "--keytab", keytab)
                            .findings())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR spn browsers never ask for");
        }

        @Test
        void saysNothingGoodOfANameWhoseKeysTheValveCannotUse() throws IOException {
            String keytab = new KeytabBytes().rc4(PORTAL, 7).in(directory);

            assertThat(Run.of("spn", PORTAL, "--keytab", keytab).findings())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR spn ")
                    .contains("rc4-hmac (23): no key that the valve accepts");
        }

        @Test
        void reportsHttps() {
            assertThat(Run.of("spn", "https/portal").findings().get(0))
                    .startsWith("ERROR spn browsers never ask for https/portal.")
                    .endsWith("→ Register HTTP/portal.");
        }

        @Test
        void reportsATooLongNameShortened() {
            Run run = Run.of("spn", "HTTP/" + "x".repeat(1000));

            assertThat(run.output()).contains("is longer than 600 characters").hasSizeLessThan(400);
        }

        @Test
        void findsTheKeyInAKeytab() throws IOException {
            assertThat(Run.of("spn", PORTAL, "--keytab", KeytabBytes.portal().in(directory))
                            .findings())
                    .last()
                    .asString()
                    .startsWith("OK spn ")
                    .endsWith("http.keytab has HTTP/portal.example.com@EXAMPLE.COM, kvno 7, aes256-sha1");
        }

        @Test
        void findsTheKeyOfTheHost() throws IOException {
            String keytab =
                    new KeytabBytes().aes256("HOST/portal.example.com", 7, 'p').in(directory);

            assertThat(Run.of("spn", PORTAL, "--keytab", keytab).findings())
                    .last()
                    .asString()
                    .endsWith("has HOST/portal.example.com@EXAMPLE.COM, which stands for HTTP/portal.example.com");
        }

        /** As the valve does, which refuses such a ticket. */
        @Test
        void takesAPortForAPartOfTheName() throws IOException {
            Run run = Run.of(
                    "spn", PORTAL + ":8443", "--keytab", KeytabBytes.portal().in(directory));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .noneMatch(finding -> finding.contains("stands for"))
                    .last()
                    .asString()
                    .contains("has no key for HTTP/portal.example.com:8443.");
        }

        @Test
        void reportsANameThatTheKeytabLacks() throws IOException {
            Run run =
                    Run.of("spn", "HTTP/other", "--keytab", KeytabBytes.portal().in(directory));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).contains("http.keytab has no key for HTTP/other.");
        }

        @Test
        void reportsAKeytabThatCannotBeRead() {
            Run run = Run.of("spn", PORTAL, "--keytab", directory.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings().get(0)).startsWith("ERROR keytab GH-C002: ");
        }

        @Test
        void asksForAName() {
            assertThat(Run.of("spn").complaint())
                    .startsWith("spn: give a service name, such as HTTP/portal.example.com");
        }
    }

    @Nested
    class OfAnAddress {
        @Test
        void saysWhatBrowsersAskFor() {
            Run run = Run.with(leadingTo("portal.example.com"), "spn", URL);

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .containsExactly(
                            "OK name portal.example.com is not an alias",
                            "OK spn browsers ask for HTTP/portal.example.com");
        }

        @Test
        void saysWhoAsksForWhatAtAnAlias() {
            Run run = Run.with(leadingTo("web7.example.com"), "spn", URL);

            assertThat(run.findings())
                    .containsExactly(
                            "WARN name portal.example.com is a CNAME of web7.example.com: Chrome, Edge and Firefox ask"
                                    + " for HTTP/web7.example.com.  → Register it too, or make portal an A record.",
                            "OK spn Chrome, Edge and Firefox ask for HTTP/web7.example.com",
                            "OK spn curl on Windows, and Chrome and Edge with the policy"
                                    + " DisableAuthNegotiateCnameLookup, ask for HTTP/portal.example.com");
        }

        @Test
        void reportsThatTheKeytabLacksTheNameBehindAnAlias() throws IOException {
            Run run = Run.with(
                    leadingTo("web7.example.com"),
                    "spn",
                    URL,
                    "--keytab",
                    KeytabBytes.portal().in(directory));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR spn ")
                            .contains(
                                    " has no key for HTTP/web7.example.com, which Chrome, Edge and Firefox ask for."));
            assertThat(run.findings()).contains("OK spn HTTP/portal.example.com: kvno 7, aes256-sha1");
        }

        @Test
        void warnsThatTheKeytabLacksTheAliasItself() throws IOException {
            String keytab =
                    new KeytabBytes().aes256("HOST/WEB7.example.com", 3, 'w').in(directory);
            Run run = Run.with(leadingTo("web7.example.com"), "spn", URL, "--keytab", keytab);

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .contains("OK spn HTTP/web7.example.com: HOST/WEB7.example.com stands for it, kvno 3, aes256-sha1")
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN spn ")
                            .contains(" has no key for HTTP/portal.example.com, which curl on Windows"));
        }

        @Test
        void warnsOfTheNameThatTheAddressLeadsBackTo() throws IOException {
            Run run = Run.with(
                    host -> new Resolution(true, Optional.of(host), Optional.of("lb1.example.com")),
                    "spn",
                    URL,
                    "--keytab",
                    KeytabBytes.portal().in(directory));

            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN spn ")
                            .contains(" has no key for HTTP/lb1.example.com, which programs with MIT's library"));
        }

        @Test
        void saysThatANameIsNotKnown() {
            assertThat(Run.of("spn", URL).findings())
                    .startsWith("WARN name portal.example.com is not known to this machine's resolver.  → Check whether"
                            + " workstations know it.");
        }

        @Test
        void saysThatTheDnsWasNotAsked() {
            Run run = Run.with(host -> new Resolution(true, Optional.empty(), Optional.empty()), "spn", URL);

            assertThat(run.findings().get(0))
                    .startsWith("WARN name DNS did not say whether portal.example.com is an alias (CNAME)");
        }

        @Test
        void saysThatAShortNameIsMadeWhole() {
            Run run = Run.with(
                    host -> new Resolution(true, Optional.empty(), Optional.empty()), "spn", "https://portal/");

            assertThat(run.findings().get(0))
                    .startsWith("WARN name portal has no domain. Browsers ask for the full name");
        }

        @ParameterizedTest
        @CsvSource({
            "https://10.1.2.3/, names an IP address",
            "https://[fe80::1]:8443/, names an IP address",
            "http://localhost:8080/, names this machine itself",
            "https://portal.example.com./x, has a host with a dot",
            "https://, has no host",
            "https://bücher.example.com/, has a host that is not ASCII",
            "http://my_app.lab.localhost/, has an underscore in its host",
            "http://-app.example.com/, has a hyphen",
            "http://app-.example.com/, has a hyphen",
            "https://a..b/, has a host with an empty part",
            "https://.example.com/, has a host with an empty part",
            "https://portal.example.com:0/, has a port that is not a number from 1 to 65535",
            "https://portal.example.com:65536/, has a port that is not a number from 1 to 65535",
            "https://portal.example.com:70000/, has a port that is not a number from 1 to 65535",
            "https://portal.example.com:123456789012/, has a port that is not a number from 1 to 65535",
            "https://portal.example.com:https/, has a port that is not a number from 1 to 65535",
            "https://portal.example.com:-1/, has a port that is not a number from 1 to 65535",
            "'https://[::1/', has an IPv6 address without its closing bracket",
            "'https://[fe80::1:443/x', has an IPv6 address without its closing bracket",
            "https://fe80::1/, has a port that is not a number from 1 to 65535",
            "https://256.1.1.1/, names an IP address",
            "https://1.2.3.4.5/, has a host that ends with a number",
            "https://portal.1/, has a host that ends with a number",
            "https://a%20b/, has a host that is not a DNS name",
            "'https://a b/', has a host that is not a DNS name"
        })
        void reportsAHostWithoutTickets(String url, String problem) {
            Run run = Run.of("spn", url);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding).startsWith("ERROR name ").contains(problem));
        }

        @Test
        void warnsOfHttp() {
            assertThat(Run.of("spn", "http://portal.example.com/").findings().get(0))
                    .startsWith("WARN url http://portal.example.com/ is not encrypted.");
        }

        @Test
        void saysThatAPortDoesNotMatter() {
            assertThat(Run.of("spn", "https://portal.example.com:8443/app?x#y")
                            .findings()
                            .get(0))
                    .startsWith("OK url browsers ask for names without port 8443, unless");
        }

        @Test
        void takesAnEmptyPortForTheUsualOne() {
            assertThat(Run.with(leadingTo("portal.example.com"), "spn", "https://portal.example.com:/x")
                            .findings())
                    .first()
                    .asString()
                    .startsWith("OK name ");
        }

        @Test
        void writesTheHostInSmallLetters() {
            assertThat(Run.with(leadingTo("portal.example.com"), "spn", "HTTPS://Portal.Example.COM:443")
                            .findings())
                    .contains("OK spn browsers ask for HTTP/portal.example.com");
        }

        @Test
        void refusesWhatIsNotAnAddress() {
            Run run = Run.of("spn", "ftp://portal.example.com/");

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.complaint()).startsWith("spn: \"ftp://portal.example.com/\" is not an address such as");
        }

        @Test
        void refusesAUserInAnAddress() {
            assertThat(Run.of("spn", "https://alice:secret@portal.example.com/").status())
                    .isEqualTo(2);
        }

        @Test
        void showsAHostileHostWithoutItsControlCharacters() {
            Run run = Run.of("spn", "https://a\u001b[2J/");

            assertThat(run.output()).contains("https://a\\u{1b}[2j/ has a host that is not a DNS name");
        }
    }
}
