package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User names that look like another one's. */
class InvisibleNameTest {
    @Test
    void invisibleNameIsRefusedWithTheCharacterByItsNumber() {
        Failure failure = refused(name("al\u200dice"));

        assertThat(failure.code().code()).isEqualTo("GH-K045");
        assertThat(failure.seen())
                .isEqualTo("the user name in the ticket of \"al\\u{200d}ice@EXAMPLE.COM\" contains U+200D, which is"
                        + " invisible or unknown to Unicode. Such a name can look like another one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ad", // soft hyphen
                "\u034f", // combining grapheme joiner
                "\u061c", // Arabic letter mark
                "\u115f", // Hangul filler
                "\u180e",
                "\u200b", // zero width space
                "\u200c", // ZWNJ
                "\u200d", // ZWJ
                "\u200e",
                "\u200f",
                "\u2028", // line separator
                "\u2029", // paragraph separator
                "\u202a",
                "\u202d", // left-to-right override
                "\u202e", // right-to-left override
                "\u2060", // word joiner
                "\u2064",
                "\u2066",
                "\u2069",
                "\u206f",
                "\u3164",
                "\ufe0f", // variation selector
                "\ufeff", // byte order mark
                "\uffa0",
                "\ufff9",
                "\uffff", // no character
                "\u0378", // unassigned
                "\ud834\udd73", // musical format character
                "\udb40\udc41", // a tag
                "\udb40\udd00" // variation selector
            })
    void invisibleNameIsRefusedWhereverTheCharacterStands(String character) {
        assertThat(outcome(acceptor(Forge.keys()), name(character + "alice"))).isEqualTo("GH-K045");
        assertThat(outcome(acceptor(Forge.keys()), name("alice" + character))).isEqualTo("GH-K045");
        assertThat(outcome(acceptor(Forge.keys()), name("ali" + character + "ce")))
                .isEqualTo("GH-K045");
        assertThat(outcome(acceptor(Forge.keys()), name("alice", "ad" + character + "min")))
                .isEqualTo("GH-K045");
        assertThat(outcome(acceptor(Forge.keys()), realm("PART" + character + "NER.EXAMPLE")))
                .isEqualTo("GH-K045");
    }

    /** The reader of DER refuses these before, in every string. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\n", "\u001b", "\u007f", "\u0085", "\u009b"})
    void invisibleNameIsRefusedAsMalformedWhereItHasControlCharacters(String character) {
        assertThat(outcome(acceptor(Forge.keys()), name("ali" + character + "ce")))
                .isEqualTo("GH-K001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "Alice Liddell",
                "bj\u00f6rn",
                "bjo\u0308rn", // with a combining mark
                "\u0410\u043b\u0438\u0441\u0430",
                "\u611b\u9e97\u7d72",
                "\u05d0\u05dc\u05d9\u05e1", // right to left by its own letters
                "\ud842\udfb7", // beyond the first plane
                "\ue000", // private use: rare characters of personal names
                "o'hara",
                "svc-portal$",
                "a b"
            })
    void invisibleNameIsNoMatterForOtherNames(String name) {
        assertThat(outcome(acceptor(Forge.keys()), name(name))).isEqualTo(name);
    }

    private static Consumer<Forge> name(String... components) {
        return forge -> {
            forge.cname = List.of(components);
            forge.authenticatorName = forge.cname;
        };
    }

    private static Consumer<Forge> realm(String realm) {
        return forge -> {
            forge.crealm = realm;
            forge.authenticatorRealm = realm;
        };
    }
}
