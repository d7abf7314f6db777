package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.Allocation;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.pac.claims.ClaimsOutput.ArrayOf;
import org.gatehouse.pac.claims.ClaimsOutput.Entry;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that no domain controller sends, in a PAC that is signed all the same. */
class BrokenClaimsTest {
    private static final String PATH = "PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet";
    private static final int HEADERS = 16;
    /** Where the object's length stands in a stream. */
    private static final int OBJECT_LENGTH = 8;

    static List<VectorFile.Entry> vectors() {
        return ClaimSetTest.vectors();
    }

    @Nested
    class Everywhere {
        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.claims.BrokenClaimsTest#vectors")
        void refusesEveryPrefixOfBuffer(VectorFile.Entry vector) {
            Bytes buffer = vector.bytes("buffer");
            for (int length = 1; length < buffer.length(); length++) {
                assertThat(isRead(buffer.slice(0, length)))
                        .as("%d bytes", length)
                        .isFalse();
            }
        }

        /** As if the domain controller had sent that much. The last bytes may be padding. */
        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.claims.BrokenClaimsTest#vectors")
        void refusesEveryPrefixThatSaysThatItIsWhole(VectorFile.Entry vector) throws WireException {
            Bytes buffer = vector.bytes("buffer");
            ClaimSet whole = PacClaims.ofClient(buffer);
            for (int length = HEADERS + 4; length < buffer.length(); length++) {
                Bytes prefix = patched(buffer.slice(0, length), OBJECT_LENGTH, number(length - HEADERS));
                boolean isPadding = length > buffer.length() - 8 && isRead(prefix);
                if (isPadding) {
                    assertThat(PacClaims.ofClient(prefix)).isEqualTo(whole);
                } else {
                    assertThat(isRead(prefix)).as("%d bytes", length).isFalse();
                }
            }
        }

        @Test
        void refusesEveryPrefixOfTheContentThatSaysThatItIsWhole() {
            Bytes claimsSet = ClaimsOutput.claimsSet(
                    12,
                    ArrayOf.ad(Entry.text("a", "b", "c"), Entry.number("d", ClaimsOutput.INT64, 1L, 2L)),
                    ArrayOf.certificate(Entry.number("e", ClaimsOutput.BOOLEAN, 1L)));
            for (int length = HEADERS + 4; length <= claimsSet.length() - 8; length++) {
                Bytes prefix = patched(claimsSet.slice(0, length), OBJECT_LENGTH, number(length - HEADERS));
                Bytes buffer = ClaimsOutput.metadata(ClaimsOutput.NONE, prefix, length);
                assertThat(isRead(buffer)).as("%d bytes", length).isFalse();
            }
        }

        /** Whatever becomes of it, it is read or refused. */
        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.claims.BrokenClaimsTest#vectors")
        void readsOrRefusesWhateverByteIsChanged(VectorFile.Entry vector) {
            Bytes buffer = vector.bytes("buffer");
            int read = 0;
            for (int at = 0; at < buffer.length(); at++) {
                for (String value : List.of("00", "01", "7f", "80", "ff")) {
                    read += isRead(patched(buffer, at, value)) ? 1 : 0;
                }
            }
            assertThat(read).isLessThan(5 * buffer.length());
        }

        @Test
        void refusesBytesAfterTheClaims() {
            Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "b")));
            byte[] longer = Arrays.copyOf(claimsSet.toArray(), claimsSet.length() + 8);

            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.NONE, Bytes.of(longer), longer.length)),
                    PATH + ".end",
                    Reason.TRAILING);
        }

        /** Counts and sizes cost nothing before there is input for them. */
        @ParameterizedTest
        @ValueSource(ints = {20, 32, 40, 48, 56, 68, 84, 92})
        void allocatesNothingForCountsThatLie(int at) {
            Bytes buffer = content(at, "ffffff7f");

            assertThat(Allocation.below(40_000, () -> isRead(buffer))).isFalse();
        }
    }

    /** CLAIMS_SET_METADATA: a pointer at 16, ulClaimsSetSize 20, ClaimsSet 24, the format 28, the other size 32. */
    @Nested
    class Metadata {
        @ParameterizedTest
        @CsvSource({
            "16, 00000000, PAC_CLIENT_CLAIMS_INFO.end, TRAILING",
            "20, 00000000, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, BAD_LENGTH",
            "20, 61000000, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, BAD_LENGTH",
            "20, ffffffff, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, BAD_LENGTH",
            "24, 00000000, PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet, BAD_VALUE",
            "24, 00000200, PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet, DUPLICATE",
            "32, 00000000, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, BAD_LENGTH",
            "32, 67000000, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, BAD_LENGTH",
            "32, 01001000, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, TOO_LONG",
            "32, ffffffff, PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize, TOO_LONG",
            "40, 01000000, PAC_CLIENT_CLAIMS_INFO.Claims.ReservedField, BAD_VALUE",
            "48, 67000000, PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet, BAD_LENGTH",
            "48, ffffffff, PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet, BAD_LENGTH"
        })
        void refusesMetadataWhoseFieldsContradictEachOther(int at, String value, String field, Reason reason) {
            Bytes buffer = patched(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("a", "b"))), at, value);

            assertMalformed(() -> PacClaims.ofClient(buffer), field, reason);
        }

        @Test
        void refusesContentThatIsNotClaims() {
            Bytes noise = hex("00112233445566778899aabbccddeeff0011223344556677");

            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.NONE, noise, noise.length())),
                    PATH + ".CommonTypeHeader.Version",
                    Reason.BAD_VERSION);
        }

        @Test
        void namesTheBufferOfTheDeviceInErrors() {
            Bytes buffer = content(84, "ffffffff");

            assertMalformed(
                    () -> PacClaims.ofDevice(buffer),
                    "PAC_DEVICE_CLAIMS_INFO.Claims.ClaimsSet.ClaimsArrays[0].ClaimEntries[0].Id.ActualCount",
                    Reason.BAD_LENGTH);
        }
    }

    /**
     * CLAIMS_SET with one claim: the array's size is at 20 and at 40, its source at 44; the entries' number at 48 and at 56, the
     * entry at 60; the text of its id at 88; its values at 92.
     */
    @Nested
    class Content {
        @ParameterizedTest
        @CsvSource({
            "16, 00000000, .ClaimsSet, BAD_VALUE",
            "20, 00000000, .ClaimsArrays, BAD_LENGTH",
            "20, 02000000, .ClaimsArrays, BAD_LENGTH",
            "20, ffffffff, .ClaimsArrays, BAD_LENGTH",
            "24, 00000000, .ClaimsArrays, BAD_VALUE",
            "24, 00000200, .ClaimsArrays, DUPLICATE",
            "32, 01000000, .ReservedField, BAD_VALUE",
            "40, 00000000, .ClaimsArrays, BAD_LENGTH",
            "40, 02000000, .ClaimsArrays, BAD_LENGTH",
            "48, 00000000, .ClaimsArrays[0].ClaimEntries, BAD_LENGTH",
            "48, 02000000, .ClaimsArrays[0].ClaimEntries, BAD_LENGTH",
            "52, 00000000, .ClaimsArrays[0].ClaimEntries, BAD_VALUE",
            "56, 00000000, .ClaimsArrays[0].ClaimEntries, BAD_LENGTH",
            "56, ffffffff, .ClaimsArrays[0].ClaimEntries, BAD_LENGTH",
            "60, 00000000, .ClaimsArrays[0].ClaimEntries[0].Id, BAD_VALUE",
            "60, 04000200, .ClaimsArrays[0].ClaimEntries[0].Id, DUPLICATE",
            "64, 0200, .ClaimsArrays[0].ClaimEntries[0].Values, BAD_TAG",
            "66, 0600, .ClaimsArrays[0].ClaimEntries[0].Values, BAD_TAG",
            "68, 00000000, .ClaimsArrays[0].ClaimEntries[0].ValueCount, BAD_VALUE",
            "68, 02000000, .ClaimsArrays[0].ClaimEntries[0].Int64Values, BAD_LENGTH",
            "72, 00000000, .ClaimsArrays[0].ClaimEntries[0].Int64Values, BAD_VALUE",
            "72, 0c000200, .ClaimsArrays[0].ClaimEntries[0].Int64Values, DUPLICATE",
            "76, 01000000, .ClaimsArrays[0].ClaimEntries[0].Id.ActualCount, BAD_LENGTH",
            "80, 01000000, .ClaimsArrays[0].ClaimEntries[0].Id.Offset, BAD_OFFSET",
            "84, 00000000, .ClaimsArrays[0].ClaimEntries[0].Id.ActualCount, BAD_LENGTH",
            "84, 03000000, .ClaimsArrays[0].ClaimEntries[0].Id.ActualCount, BAD_LENGTH",
            "88, 0000, .ClaimsArrays[0].ClaimEntries[0].Id.Buffer, BAD_VALUE",
            "88, 00d8, .ClaimsArrays[0].ClaimEntries[0].Id.Buffer, BAD_VALUE",
            "88, 00dc, .ClaimsArrays[0].ClaimEntries[0].Id.Buffer, BAD_VALUE",
            "90, 6100, .ClaimsArrays[0].ClaimEntries[0].Id.terminator, BAD_VALUE",
            "92, 00000000, .ClaimsArrays[0].ClaimEntries[0].Int64Values, BAD_LENGTH",
            "92, 02000000, .ClaimsArrays[0].ClaimEntries[0].Int64Values, BAD_LENGTH"
        })
        void refusesClaimsWhoseFieldsContradictEachOther(int at, String value, String field, Reason reason) {
            assertMalformed(() -> PacClaims.ofClient(content(at, value)), PATH + field, reason);
        }

        @Test
        void refusesEmptyId() {
            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("", "b")))),
                    PATH + ".ClaimsArrays[0].ClaimEntries[0].Id",
                    Reason.BAD_LENGTH);
        }

        @ParameterizedTest
        @ValueSource(longs = {2, 256, 0x1_0000_0000L, Long.MIN_VALUE, -1})
        void refusesTruthValueThatIsNeitherTrueNorFalse(long value) {
            assertMalformed(
                    () -> PacClaims.ofClient(
                            ClaimsOutput.buffer(ArrayOf.ad(Entry.number("a", ClaimsOutput.BOOLEAN, 1L, value)))),
                    PATH + ".ClaimsArrays[0].ClaimEntries[0].BooleanValues",
                    Reason.BAD_VALUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"00d8", "00dc", "0000"})
        void refusesTextValueThatIsNotWellFormed(String unit) {
            Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "xyz")));
            Bytes broken = patched(claimsSet, claimsSet.length() - 8, unit);

            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.NONE, broken, broken.length())),
                    PATH + ".ClaimsArrays[0].ClaimEntries[0].StringValues.Buffer",
                    Reason.BAD_VALUE);
        }

        @Test
        void refusesTextValueThatIsMissing() {
            Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "x")));
            Bytes broken = patched(claimsSet, 96, "00000000");

            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.NONE, broken, broken.length())),
                    PATH + ".ClaimsArrays[0].ClaimEntries[0].StringValues",
                    Reason.BAD_VALUE);
        }
    }

    /** One reader would take the first and another the last: then they would not decide alike. */
    @Nested
    class SameIdTwice {
        @Test
        void refusesClaimThatOneArrayHasTwice() {
            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.buffer(
                            ArrayOf.ad(Entry.text("a", "1"), Entry.text("b", "2"), Entry.text("a", "1")))),
                    PATH + ".ClaimsArrays[0].ClaimEntries[2].Id",
                    Reason.DUPLICATE);
        }

        @Test
        void refusesClaimThatTwoArraysOfOneSourceHave() {
            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.buffer(
                            ArrayOf.ad(Entry.text("a", "1")), ArrayOf.ad(Entry.number("a", ClaimsOutput.INT64, 1L)))),
                    PATH + ".ClaimsArrays[1].ClaimEntries[0].Id",
                    Reason.DUPLICATE);
        }

        @Test
        void refusesClaimBesideOneOfUnknownType() {
            assertMalformed(
                    () -> PacClaims.ofClient(
                            ClaimsOutput.buffer(ArrayOf.ad(new Entry("a", 9, List.of()), Entry.text("a", "1")))),
                    PATH + ".ClaimsArrays[0].ClaimEntries[1].Id",
                    Reason.DUPLICATE);
        }
    }

    @Nested
    class Compressed {
        @Test
        void refusesDataThatDoesNotDecompress() {
            Bytes buffer = ClaimsOutput.compressed(ArrayOf.ad(Entry.text("a", "b")));
            int table = 52;

            assertMalformed(
                    () -> PacClaims.ofClient(patched(buffer, table, buffer.at(table) == 0 ? "11" : "00")),
                    PATH + ".HuffmanTable",
                    Reason.BAD_VALUE);
        }

        @Test
        void refusesClaimsThatAreMalformedWhenDecompressed() {
            Bytes broken = patched(ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "b"))), 68, "00000000");
            Bytes compressed = XpressHuffmanWriter.compress(broken.toArray());

            assertMalformed(
                    () -> PacClaims.ofClient(
                            ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, compressed, broken.length())),
                    PATH + ".ClaimsArrays[0].ClaimEntries[0].ValueCount",
                    Reason.BAD_VALUE);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1, 100, -100})
        void refusesSizeThatIsNotThatOfTheData(int difference) {
            Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "b".repeat(500))));
            Bytes compressed = XpressHuffmanWriter.compress(claimsSet.toArray());
            Bytes buffer = ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, compressed, claimsSet.length() + difference);

            assertThat(isRead(buffer)).isFalse();
        }
    }

    private static boolean isRead(Bytes buffer) {
        try {
            PacClaims.ofClient(buffer);
            return true;
        } catch (WireException e) {
            assertThat(e.field()).startsWith("PAC_CLIENT_CLAIMS_INFO.");
            return false;
        }
    }

    /** A claim {@code a} with the number 1, whose CLAIMS_SET is not as it should be. */
    private static Bytes content(int at, String value) {
        Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.number("a", ClaimsOutput.INT64, 1L)));
        return ClaimsOutput.metadata(ClaimsOutput.NONE, patched(claimsSet, at, value), claimsSet.length());
    }

    private static Bytes patched(Bytes bytes, int at, String value) {
        byte[] copy = bytes.toArray();
        hex(value).copyTo(copy, at);
        return Bytes.of(copy);
    }

    private static String number(int value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
    }
}
