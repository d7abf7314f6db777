package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddEntryTest {
    private static final ForgedEntry GOOD = ForgedEntry.named("HTTP", "portal.example.com");
    private static final ForgedEntry OTHER = ForgedEntry.named("HTTP", "other.example.com");
    /** Of {@link #GOOD} with its size. */
    private static final int GOOD_LENGTH = 4 + GOOD.content().length;

    static Stream<Arguments> odd() {
        return Stream.of(
                odd(
                        GOOD.withPart(latin1("b\u00fccher.example.com")),
                        "its name is not UTF-8",
                        "HTTP/b\\xfccher.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.inRealm(latin1("B\u00dcCHER.COM")),
                        "its name is not UTF-8",
                        "HTTP/portal.example.com@B\\xdcCHER.COM"),
                odd(
                        GOOD.withPart(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                        "its name is not UTF-8",
                        "HTTP/\\xed\\xa0\\x80@EXAMPLE.COM"),
                odd(GOOD.inRealm(new byte[0]), "its realm is empty", "HTTP/portal.example.com@"),
                odd(GOOD.withPart(new byte[0]), "a part of its name is empty", "HTTP/@EXAMPLE.COM"),
                odd(ForgedEntry.named(), "its name has no parts", "@EXAMPLE.COM"),
                odd(
                        ForgedEntry.named("a", "b", "c", "d", "e", "f", "g", "h", "i"),
                        "its name has 9 parts; the limit is 8",
                        "a/b/c/d/e/f/g/h/…@EXAMPLE.COM"),
                odd(
                        ForgedEntry.named("HTTP", "x".repeat(513)),
                        "a part of its name has 513 bytes; the limit is 512",
                        "HTTP/" + "x".repeat(64) + "…@EXAMPLE.COM"),
                odd(
                        GOOD.inRealm("R".repeat(256).getBytes(StandardCharsets.US_ASCII)),
                        "its realm has 256 bytes; the limit is 255",
                        "HTTP/portal.example.com@" + "R".repeat(64) + "…"),
                odd(
                        ForgedEntry.named("HTTP", "por\ntal"),
                        "its name has control characters",
                        "HTTP/por\\u{a}tal@EXAMPLE.COM"),
                odd(
                        ForgedEntry.named("HTTP", "por\u001b[2Jtal"),
                        "its name has control characters",
                        "HTTP/por\\u{1b}[2Jtal@EXAMPLE.COM"),
                odd(
                        ForgedEntry.named("HTTP", "por\u202etal"),
                        "its name has control characters",
                        "HTTP/por\\u{202e}tal@EXAMPLE.COM"),
                odd(
                        ForgedEntry.named("HTTP", "por\0tal"),
                        "its name has control characters",
                        "HTTP/por\\u{0}tal@EXAMPLE.COM"),
                odd(GOOD.withKey(99, 32), "its encryption type 99 is not known", "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(GOOD.withKey(0, 32), "its encryption type 0 is not known", "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(0xffff, 32),
                        "its encryption type 65535 is not known",
                        "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(18, 16),
                        "its key has 16 bytes, and a key of aes256-sha1 has 32",
                        "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(17, 32),
                        "its key has 32 bytes, and a key of aes128-sha1 has 16",
                        "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(23, 15),
                        "its key has 15 bytes, and a key of rc4-hmac has 16",
                        "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(18, 64),
                        "its key has 64 bytes, and a key of aes256-sha1 has 32",
                        "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(GOOD.withKey(18, 0), "its key is empty", "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(GOOD.withKey(3, 0), "its key is empty", "HTTP/portal.example.com@EXAMPLE.COM"),
                odd(
                        GOOD.withKey(18, 65),
                        "its key has 65 bytes; the limit is 64",
                        "HTTP/portal.example.com@EXAMPLE.COM"));
    }

    private static Arguments odd(ForgedEntry entry, String reason, String name) {
        return Arguments.of(entry, reason, name);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("odd")
    void servesTheEntriesAroundAnOddOne(ForgedEntry odd, String reason, String name) throws Exception {
        try (Keytab keytab = Keytab.parse(ForgedEntry.file(GOOD, odd, OTHER))) {
            OddEntry.Extent extent = keytab.entries().size() == 3 ? OddEntry.Extent.KEY : OddEntry.Extent.ENTRY;
            assertThat(serving(keytab))
                    .containsExactly("HTTP/portal.example.com@EXAMPLE.COM", "HTTP/other.example.com@EXAMPLE.COM");
            assertThat(keytab.oddEntries())
                    .containsExactly(new OddEntry(2, 2 + GOOD_LENGTH, Optional.of(name), reason, extent));
            assertThat(keytab.isIncomplete()).isFalse();
        }
    }

    @Test
    void keepsEntriesWithAnOddKeyForCommandsThatCopyKeys() throws Exception {
        try (Keytab keytab = Keytab.parse(ForgedEntry.file(GOOD.withKey(99, 32), GOOD.inRealm(new byte[0])))) {
            assertThat(keytab.entries()).extracting(Keytab.Entry::etype).containsExactly(99);
            assertThat(keytab.oddEntries())
                    .extracting(OddEntry::extent)
                    .containsExactly(OddEntry.Extent.KEY, OddEntry.Extent.ENTRY);
        }
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("odd")
    void namesAnOddEntryThatIsAlone(ForgedEntry odd, String reason, String name) throws Exception {
        try (Keytab keytab = Keytab.parse(ForgedEntry.file(odd))) {
            assertThat(serving(keytab)).isEmpty();
            assertThat(keytab.oddEntries())
                    .singleElement()
                    .hasToString("entry 1 at byte 2 (\"" + name + "\"): " + reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 23, 24, 25, 26})
    void acceptsEntriesOfKnownTypesThatNobodyAccepts(int etype) throws Exception {
        int length = etype == 23 ? 16 : 8;

        try (Keytab keytab = Keytab.parse(ForgedEntry.file(GOOD, GOOD.withKey(etype, length)))) {
            assertThat(keytab.oddEntries()).isEmpty();
            assertThat(keytab.entries()).hasSize(2);
        }
    }

    @Test
    void acceptsNamesBeyondAscii() throws Exception {
        try (Keytab keytab = Keytab.parse(ForgedEntry.file(ForgedEntry.named("G\u00fcnther")))) {
            assertThat(keytab.oddEntries()).isEmpty();
        }
    }

    /** The size before an entry says where the next one is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 20, 40, 60})
    void servesTheEntryAfterOneThatIsShorterThanItsFields(int length) throws Exception {
        byte[] cut = Arrays.copyOf(GOOD.content(), length);

        try (Keytab keytab = Keytab.parse(Bytes.of(KeytabFixture.file(cut, OTHER.content())))) {
            assertThat(serving(keytab)).containsExactly("HTTP/other.example.com@EXAMPLE.COM");
            assertThat(keytab.oddEntries()).singleElement().satisfies(entry -> {
                assertThat(entry.reason()).startsWith("it ends inside its field entry.");
                assertThat(entry.isCut()).isFalse();
            });
        }
    }

    @Test
    void callsAFileIncompleteIfItsLastEntryIsShorterThanItsFields() throws Exception {
        byte[] cut = Arrays.copyOf(GOOD.content(), 40);

        try (Keytab keytab = Keytab.parse(Bytes.of(KeytabFixture.file(OTHER.content(), cut)))) {
            assertThat(serving(keytab)).hasSize(1);
            assertThat(keytab.isIncomplete()).isTrue();
        }
    }

    @Test
    void callsAFileIncompleteWhereverItIsCut() throws Exception {
        Bytes file = ForgedEntry.file(GOOD, OTHER);

        for (int length = 3; length < file.length(); length++) {
            boolean whole = length >= 2 + GOOD_LENGTH;
            try (Keytab keytab = Keytab.parse(file.slice(0, length))) {
                assertThat(serving(keytab)).as("the first %d bytes", length).hasSize(whole ? 1 : 0);
                assertThat(keytab.isIncomplete())
                        .as("the first %d bytes", length)
                        .isEqualTo(length != 2 + GOOD_LENGTH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffff", "00000fff", "80000000", "ffff0000", "0a", "0d0a", "000000"})
    void callsAFileIncompleteIfASizePointsBeyondItsEnd(String size) throws Exception {
        byte[] good = ForgedEntry.file(GOOD).toArray();
        byte[] more = HexFormat.of().parseHex(size);
        byte[] file = Arrays.copyOf(good, good.length + more.length);
        System.arraycopy(more, 0, file, good.length, more.length);

        try (Keytab keytab = Keytab.parse(Bytes.of(file))) {
            assertThat(serving(keytab)).hasSize(1);
            assertThat(keytab.isIncomplete()).isTrue();
            assertThat(keytab.oddEntries()).singleElement().satisfies(entry -> {
                assertThat(entry.offset()).isEqualTo(good.length);
                assertThat(entry.number()).isEqualTo(2);
            });
        }
    }

    @Test
    void namesACutEntryAsFarAsItWasRead() throws Exception {
        Bytes file = ForgedEntry.file(GOOD);

        try (Keytab keytab = Keytab.parse(file.slice(0, file.length() - 1))) {
            assertThat(keytab.oddEntries())
                    .singleElement()
                    .hasToString("entry 1 at byte 2 (\"HTTP/portal.example.com@EXAMPLE.COM\"): the file ends 1 bytes"
                            + " before it does");
        }
    }

    /** Where fields are not where they should be, a key may be where a name should be. */
    @Test
    void doesNotShowAKeyThatIsReadAsAName() throws Exception {
        byte[] key = "k\u00e9y-k\u00e9y-k\u00e9y-k\u00e9y-k\u00e9y-k\u00e9".getBytes(StandardCharsets.UTF_8);
        ForgedEntry misread = GOOD.withPart(key);
        byte[] content = Arrays.copyOf(misread.content(), misread.content().length - 5);

        try (Keytab keytab = Keytab.parse(Bytes.of(KeytabFixture.file(content, OTHER.content())))) {
            assertThat(keytab.oddEntries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.name()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsOddEntriesOfVersionOneInBothByteOrders(boolean littleEndian) throws Exception {
        byte[] file = KeytabTest.version1(littleEndian, 3, 300).toArray();
        int etype = new String(file, StandardCharsets.ISO_8859_1).indexOf("host") + 4 + 4 + 1;
        file[etype] = 99;
        file[etype + 1] = 99;

        try (Keytab keytab = Keytab.parse(Bytes.of(file))) {
            assertThat(keytab.oddEntries())
                    .singleElement()
                    .hasToString("entry 1 at byte 2 (\"HTTP/host@R\"): its encryption type 25443 is not known");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"latin1.keytab", "no-realm.keytab"})
    void namesTheOddEntriesOfFilesThatWereFound(String file) throws Exception {
        try (Keytab keytab = Keytab.parse(Found.file(file))) {
            assertThat(keytab.oddEntries())
                    .singleElement()
                    .hasToString(
                            file.startsWith("latin1")
                                    ? "entry 1 at byte 2 (\"HTTP/b\\xfccher.lab.localhost@LAB.LOCALHOST\"): its name is"
                                            + " not UTF-8"
                                    : "entry 1 at byte 2 (\"HTTP/portal.lab.localhost@\"): its realm is empty");
            assertThat(serving(keytab))
                    .hasSize(file.startsWith("latin1") ? 1 : 0)
                    .allMatch("HTTP/portal.lab.localhost@LAB.LOCALHOST"::equals);
        }
    }

    private static List<String> serving(Keytab keytab) {
        return keytab.entries().stream()
                .filter(entry -> entry.usableType(EncryptionType.DEFAULT).isPresent())
                .map(entry -> entry.name().at(entry.realm()))
                .toList();
    }
}
