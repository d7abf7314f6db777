package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, texts and addresses that would be something else than text if they were not escaped. */
class PageEscapingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><script>alert(1)</script>",
                "</h1></section></main></body></html>",
                "<!--",
                "&lt;script&gt;",
                "&#x3C;script&#x3E;",
                "${script}",
                "{helpDesk}",
                "a\u202Eb",
                "]]>"
            })
    void keepsAForeignTextAText(String foreign) {
        PageStyle style = new PageStyle(
                foreign, new HelpDesk(Optional.empty(), Optional.of(foreign)), PageTexts.BUILT_IN, Optional.empty());
        Technical technical = new Technical(foreign, foreign, Instant.EPOCH);

        String html = PageSamples.page(style, PageFacts.of(Situation.REFUSED, technical, PageLinks.NONE), "en")
                .html();

        assertThat(StrictMarkup.of(html)).extracting(StrictMarkup.Element::name).doesNotContain("script", "img");
        assertThat(StrictMarkup.text(html))
                .contains(" " + foreign + " We couldn’t")
                .contains(foreign + " · " + foreign)
                .contains("desk. " + foreign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0008b", "a\u001Bb", "a\u007Fb", "a\u0085b", "a\rb"})
    void writesNoControlCharacter(String name) {
        String html = PageSamples.page(PageSamples.style(name), PageFacts.of(Situation.ASKED, PageLinks.NONE), "en")
                .html();

        assertThat(html).contains("a\uFFFDb").doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/go?a=1&return=%2F%22%3E%3Cscript%3E",
                "/app/go?a='x'&return=%2F",
                "https://login.example.com/?a=1&copy=2&return=%2F"
            })
    void keepsAnAddressTheSameAddress(String address) {
        PageLinks links = PageLinks.NONE.withOnward(new Continuation(address)).withTryAgain(address);

        String html = PageSamples.page(PageStyle.DEFAULT, PageFacts.of(Situation.ASKED, links), "en")
                .html();

        String escaped = address.replace("&", "&amp;").replace("'", "&#39;");
        assertThat(StrictMarkup.named("script", html).get(0).attribute("data-on"))
                .isEqualTo(escaped);
        assertThat(StrictMarkup.named("a", html))
                .allMatch(link -> link.attribute("href").equals(escaped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "java\tscript:alert(1)",
                " javascript:alert(1)",
                "\u0001javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "mailto:help@example.com",
                "file:///etc/passwd",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example/",
                "/\t/evil.example/",
                "/a\r\nSet-Cookie: x",
                "https:evil.example",
                "https:/evil.example",
                "https:///evil.example",
                "http://",
                "https://?x",
                "relative",
                "?return=%2F",
                "#x",
                "/a b",
                "/\u00FC",
                "/\uFF0Fevil.example",
                "/\"onclick=\"x",
                "/<b>",
                "/\u0000"
            })
    void refusesALinkThatRunsSomethingOrLeadsElsewhere(String address) {
        assertThatThrownBy(() -> PageLinks.NONE.withOtherSignIn(address)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageLinks.NONE.withTryAgain(address)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageLinks.NONE.withAutomaticSignIn(address))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageLinks.NONE.withSignOutAction(address))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageLinks.NONE.withBack(address)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Continuation(address + "?return=%2F"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app/x?y=1#z", "https://login.example.com", "HTTPS://login.example.com:8443/x"})
    void takesALinkOfTheSiteOrOfTheWeb(String address) {
        assertThat(PageLinks.NONE.withOtherSignIn(address).otherSignIn()).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/go", "/go?return", "/go?return=%2F&x=1", "/go?return=%2F#x", "/go?xreturn=%2F"})
    void refusesToGoOnWhereAFragmentWouldNotBecomePartOfTheTarget(String address) {
        assertThatThrownBy(() -> new Continuation(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://help.example.com/", "mailto:help@example.com", "tel:+49-30-4711", "/help"})
    void takesAHelpDeskThatCanBeReached(String url) {
        assertThat(HelpDesk.isLegal(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:x", "help.example.com", "", "mailto:", "//help.example.com", "ftp://x/"})
    void refusesAHelpDeskThatCannot(String url) {
        assertThat(HelpDesk.isLegal(url)).isFalse();
        assertThatThrownBy(() -> new HelpDesk(Optional.of(url), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
