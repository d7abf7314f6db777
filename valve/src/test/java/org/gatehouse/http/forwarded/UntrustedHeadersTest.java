package org.gatehouse.http.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client sends, it comes from where it comes from. */
class UntrustedHeadersTest {
    private static final List<String> NAMES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "for=",
                "For=",
                "\"",
                "\\",
                ",",
                ";",
                "=",
                " ",
                "[",
                "]",
                ":",
                "127.0.0.1",
                "10.0.0.2",
                "203.0.113.9",
                "::1",
                "2001:db8::9",
                "unknown",
                "_x",
                "proto=https",
                "host=",
                "evil.example",
                "4711",
                "x");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(20).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(50));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return texts().list().ofMaxSize(3);
    }

    private static ClientView direct(String address) {
        return new ClientView(address, true, new OuterSite("http", "portal", 80, false));
    }

    @Property
    void nothingThatAnUntrustedPeerSendsChangesTheResult(@ForAll("lines") List<String> lines) {
        ClientView direct = direct("203.0.113.9");

        assertThat(SentHeaders.PROXIES.view(direct, name -> lines)).isEqualTo(direct);
    }

    @Property
    void nothingThatAClientSendsThroughAProxyThatAppendsChangesItsAddress(
            @ForAll("lines") List<String> lines, @ForAll("texts") String before) {
        for (String name : NAMES.subList(0, 2)) {
            String own = name.equals("Forwarded") ? "for=203.0.113.9" : "203.0.113.9";
            List<String> inLine = List.of(before + "," + own);
            ClientView appended =
                    SentHeaders.PROXIES.view(direct("10.0.0.1"), asked -> asked.equals(name) ? inLine : List.of());
            List<String> asLine = Stream.concat(lines.stream(), Stream.of(own)).toList();
            ClientView added =
                    SentHeaders.PROXIES.view(direct("10.0.0.1"), asked -> asked.equals(name) ? asLine : List.of());

            assertThat(appended.ruledAddress()).isEqualTo("203.0.113.9");
            assertThat(added.ruledAddress()).isEqualTo("203.0.113.9");
        }
    }

    /** At worst, its own address becomes unknown, to which nothing is open. */
    @Property
    void nothingThatAClientSendsInTheOtherHeaderMakesItAnyoneElse(@ForAll("lines") List<String> lines) {
        for (String name : NAMES.subList(0, 2)) {
            List<String> own = List.of(name.equals("Forwarded") ? "for=203.0.113.9" : "203.0.113.9");
            ClientView view = SentHeaders.PROXIES.view(direct("10.0.0.1"), asked -> asked.equals(name) ? own : lines);

            assertThat(view.ruledAddress()).isIn("203.0.113.9", "unknown");
        }
    }

    @Property
    void everyViewHasASiteThatCanStandInALink(@ForAll("lines") List<String> lines) {
        assertThat(SentHeaders.PROXIES
                        .view(direct("10.0.0.1"), name -> lines)
                        .site()
                        .origin())
                .matches("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");
    }
}
