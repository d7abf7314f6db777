package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of entries at the limits of what a name may be, and what of them is shown. */
class EntryNameTest {
    @ParameterizedTest
    @CsvSource({
        "-1, its name has no parts",
        "0, its name has no parts",
        "1,",
        "8,",
        "9, its name has 9 parts; the limit is 8"
    })
    void nameHasOneToEightParts(int count, String oddity) {
        List<Bytes> parts = Collections.nCopies(Math.max(0, count), utf8("a"));

        assertThat(new EntryName(count, Optional.of(utf8("R")), parts).oddity()).isEqualTo(Optional.ofNullable(oddity));
    }

    @ParameterizedTest
    @CsvSource({"0, its realm is empty", "1,", "255,", "256, its realm has 256 bytes; the limit is 255"})
    void realmHasUpTo255Bytes(int length, String oddity) {
        assertThat(name("R".repeat(length), "HTTP").oddity()).isEqualTo(Optional.ofNullable(oddity));
    }

    @Test
    void realmThatWasNotReadIsEmpty() {
        assertThat(new EntryName(1, Optional.empty(), List.of(utf8("a"))).oddity())
                .contains("its realm is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "0, a part of its name is empty",
        "1,",
        "512,",
        "513, a part of its name has 513 bytes; the limit is 512"
    })
    void eachPartHasUpTo512Bytes(int length, String oddity) {
        assertThat(name("R", "x".repeat(length), "b").oddity()).isEqualTo(Optional.ofNullable(oddity));
        assertThat(name("R", "b", "x".repeat(length)).oddity()).isEqualTo(Optional.ofNullable(oddity));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u001f", "\u007f", "\u0085", "\u009f", "\u00ad", "\u2028", "\u2029", "\u202e"})
    void noPartAndNoRealmHasControlCharacters(String character) {
        String text = "x" + character + "y";

        assertThat(Stream.of(name("R", text, "b"), name("R", "b", text), name(text, "b")))
                .allSatisfy(name -> assertThat(name.oddity()).contains("its name has control characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "~", "\u00a0", "\u00fc", "\u9375", "\ud834\udd1e", "\\", "@"})
    void partAndRealmMayHaveOtherCharacters(String character) {
        assertThat(name(character, character).oddity()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "41c3", "c041", "eda080"})
    void everyPartAndTheRealmAreUtf8(String octets) {
        Bytes odd = Hex.hex(octets);
        Bytes good = utf8("a");

        assertThat(Stream.of(
                        new EntryName(2, Optional.of(good), List.of(odd, good)),
                        new EntryName(2, Optional.of(good), List.of(good, odd)),
                        new EntryName(1, Optional.of(odd), List.of(good))))
                .allSatisfy(name -> assertThat(name.oddity()).contains("its name is not UTF-8"));
    }

    @Test
    void nameIsShownAsFarAsItWasRead() {
        Optional<Bytes> realm = Optional.of(utf8("R"));
        List<Bytes> parts = List.of(utf8("HTTP"), utf8("host"));

        assertThat(new EntryName(2, realm, parts).shown()).contains("HTTP/host@R");
        assertThat(new EntryName(3, realm, parts).shown()).contains("HTTP/host/…@R");
        assertThat(new EntryName(3, realm, List.of()).shown()).contains("…@R");
        assertThat(new EntryName(2, Optional.empty(), parts).shown()).contains("HTTP/host@…");
        assertThat(new EntryName(2, Optional.of(Bytes.EMPTY), parts).shown()).contains("HTTP/host@");
        assertThat(new EntryName(2, Optional.of(Bytes.EMPTY), List.of()).shown())
                .isEmpty();
        assertThat(new EntryName(2, Optional.empty(), List.of()).shown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "61, a",
        "6162, ab",
        "fc, \\xfc",
        "61fc62, a\\xfcb",
        "c3bc, ü",
        "61c3, a\\xc3",
        "e282ac62, €b",
        "e28262, \\xe2\\x82b",
        "f09d849e, \ud834\udd1e",
        "2f, \\/"
    })
    void partIsShownAsTextAndWhatIsNotTextInHexadecimal(String part, String shown) {
        assertThat(new EntryName(1, Optional.of(utf8("R")), List.of(Hex.hex(part))).shown())
                .contains(shown + "@R");
    }

    @Test
    void ofAPart64BytesAreShown() {
        assertThat(name("R", "x".repeat(64)).shown()).contains("x".repeat(64) + "@R");
        assertThat(name("R", "x".repeat(65)).shown()).contains("x".repeat(64) + "…@R");
        assertThat(name("R", "x".repeat(63) + "ü").shown()).contains("x".repeat(63) + "ü@R");
        assertThat(name("R".repeat(65), "x").shown()).contains("x@" + "R".repeat(64) + "…");
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true", "8, true", "9, false"})
    void nameOfADamagedEntryIsShownIfTheNumberOfItsPartsIsPlausible(int count, boolean shown) {
        assertThat(new EntryName(count, Optional.of(utf8("R")), List.of(utf8("a")))
                        .shownIfPlain()
                        .isPresent())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "Z", "a", "z", "0", "9", "host.example-1.com", "PORTAL$", "a_b", "HTTP:80"})
    void partOfADamagedEntryIsShownIfItIsPlainlyAName(String part) {
        assertThat(name("R", part).shownIfPlain()).contains(part + "@R");
        assertThat(name(part, "a", "b").shownIfPlain()).contains("a/b@" + part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a@b", "ü", "a\n", "a;b", "[", "{", "`", "^"})
    void partOfADamagedEntryIsNotShownIfItMayBeAKey(String part) {
        assertThat(name("R", part, "b").shownIfPlain()).isEmpty();
        assertThat(name("R", "b", part).shownIfPlain()).isEmpty();
        assertThat(name(part, "b").shownIfPlain()).isEmpty();
    }

    @Test
    void partOfADamagedEntryIsNotShownIfItIsTooLongOrNotText() {
        Optional<Bytes> realm = Optional.of(utf8("R"));

        assertThat(name("R", "x".repeat(512)).shownIfPlain()).isPresent();
        assertThat(name("R", "x".repeat(513)).shownIfPlain()).isEmpty();
        assertThat(new EntryName(1, realm, List.of(Hex.hex("41ff"))).shownIfPlain())
                .isEmpty();
        assertThat(new EntryName(1, Optional.empty(), List.of(utf8("a"))).shownIfPlain())
                .isEmpty();
    }

    @Test
    void nameWithoutAnOddityIsAPrincipal() {
        EntryName name = name("EXAMPLE.COM", "HTTP", "b\u00fccher");

        assertThat(name.principal(3).components()).containsExactly("HTTP", "b\u00fccher");
        assertThat(name.principal(3).nameType()).isEqualTo(3);
        assertThat(name.realmText()).isEqualTo("EXAMPLE.COM");
    }

    @Test
    void nameThatIsNotTextIsNoPrincipal() {
        EntryName name = new EntryName(1, Optional.of(utf8("R")), List.of(Hex.hex("ff")));

        assertThatIllegalStateException().isThrownBy(() -> name.principal(1));
    }

    private static EntryName name(String realm, String... parts) {
        return new EntryName(
                parts.length,
                Optional.of(utf8(realm)),
                List.of(parts).stream().map(EntryNameTest::utf8).toList());
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
