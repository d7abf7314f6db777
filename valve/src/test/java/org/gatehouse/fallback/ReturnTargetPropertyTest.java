package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes out leads to an allowed host, for two readers that know nothing of each other. */
class ReturnTargetPropertyTest {
    private static final URI HERE = URI.create("https://portal.example.com/app/gatehouse-sso/go");

    private static final ReturnHosts HOSTS =
            ReturnHosts.of(List.of("login.example.com")).with("portal.example.com", 443);

    private static final Set<String> ALLOWED = Set.of("portal.example.com", "login.example.com");

    @Property(tries = 20_000)
    void leadsToAnAllowedHostAsJavaReadsIt(@ForAll("targets") String value) {
        ReturnTarget.parse(value, HOSTS)
                .ifPresent(target -> assertThat(
                                HERE.resolve(URI.create(target.location())).getHost())
                        .as(value)
                        .isIn(ALLOWED));
    }

    @Property(tries = 20_000)
    void leadsToAnAllowedHostAsABrowserReadsIt(@ForAll("targets") String value) {
        ReturnTarget.parse(value, HOSTS)
                .ifPresent(target ->
                        assertThat(browserHost(target.location())).as(value).isIn(ALLOWED));
    }

    @Property(tries = 20_000)
    void isFitForAHeaderAndALinkAndStaysTheSameWhenReadAgain(@ForAll("targets") String value) {
        ReturnTarget.parse(value, HOSTS).map(ReturnTarget::location).ifPresent(location -> {
            assertThat(location).matches("[\\x21-\\x7E]+").doesNotContain("\\", "\"", "<", ">");
            assertThat(PageLinks.NONE.withOtherSignIn(location).otherSignIn()).contains(location);
            if (location.length() <= 8 * 1024) {
                assertThat(ReturnTarget.parse(location, HOSTS).map(ReturnTarget::location))
                        .contains(location);
            }
        });
    }

    /** Pieces that mean something to a reader of URLs, in any order. */
    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> pieces = Arbitraries.of(
                "/",
                "/",
                "//",
                "\\",
                "https://",
                "http:",
                "https:",
                "javascript:",
                "portal.example.com",
                "login.example.com",
                "evil.example",
                "@",
                ":",
                ":443",
                ":80",
                ".",
                "..",
                "%2e",
                "%2F",
                "%5C",
                "%0d%0a",
                "\t",
                "\n",
                "\r",
                "\u0000",
                " ",
                "?",
                "#",
                ";",
                "[",
                "]",
                "[::1]",
                "%",
                "\uFF0F",
                "\u3002",
                "\u2028",
                "\uD800",
                "a",
                "ü");
        Arbitrary<String> starts =
                Arbitraries.of("/", "https://portal.example.com", "https://login.example.com/", "HTTP://", "", "//");
        return starts.flatMap(start -> pieces.list().ofMaxSize(6).map(rest -> start + String.join("", rest)));
    }

    /**
     * The parser of the URL standard of WHATWG, as far as it decides about the host: it drops tabs and line breaks, strips
     * control characters and spaces, and takes a backslash for a slash and any number of slashes for two.
     */
    private static String browserHost(String location) {
        String url = location.replaceAll("[\t\r\n]", "")
                .replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "")
                .replace('\\', '/');
        String afterScheme = url.replaceFirst("^(?i:https?):", "");
        if (afterScheme.equals(url) && url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return "another scheme";
        }
        boolean hasScheme = !afterScheme.equals(url);
        if (!hasScheme && !url.startsWith("//")) {
            return "portal.example.com";
        }
        String authority = afterScheme.replaceFirst("^/+", "").replaceAll("(?s)[/?#].*", "");
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.replaceFirst(":[0-9]*$", "");
    }
}
