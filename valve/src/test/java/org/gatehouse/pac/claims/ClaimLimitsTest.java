package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.pac.claims.ClaimsOutput.ArrayOf;
import org.gatehouse.pac.claims.ClaimsOutput.Entry;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;

/** How much there may be of everything, and that it may not be one more. */
class ClaimLimitsTest {
    private static final String PATH = "PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet";
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void readsSixteenArrays() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(arrays(16))).claims()).hasSize(16);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(arrays(17))), PATH + ".ClaimsArrays", Reason.TOO_MANY);
    }

    @Test
    void reads1024Claims() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(claims(1, 1024))).claims())
                .hasSize(1024);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(claims(1, 1025))),
                PATH + ".ClaimsArrays[0].ClaimEntries",
                Reason.TOO_MANY);
    }

    @Test
    void countsClaimsOfAllArrays() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(claims(1, 1000), claims(2, 24)))
                        .claims())
                .hasSize(1024);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(claims(1, 1000), claims(2, 25))),
                PATH + ".ClaimsArrays[1].ClaimEntries",
                Reason.TOO_MANY);
    }

    @Test
    void reads16384Values() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(numbers("a", 16_384))))
                        .claims())
                .hasSize(1);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(numbers("a", 16_385)))),
                PATH + ".ClaimsArrays[0].ClaimEntries[0].BooleanValues",
                Reason.TOO_MANY);
    }

    @Test
    void countsValuesOfAllClaims() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(
                                ArrayOf.ad(numbers("a", 10_000)), ArrayOf.certificate(numbers("a", 6384))))
                        .claims())
                .hasSize(2);

        assertMalformed(
                () -> PacClaims.ofClient(
                        ClaimsOutput.buffer(ArrayOf.ad(numbers("a", 10_000)), ArrayOf.certificate(numbers("a", 6385)))),
                PATH + ".ClaimsArrays[1].ClaimEntries[0].BooleanValues",
                Reason.TOO_MANY);
    }

    @Test
    void readsIdOf511Characters() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("i".repeat(511), "v"))))
                        .claims())
                .hasSize(1);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("i".repeat(512), "v")))),
                PATH + ".ClaimsArrays[0].ClaimEntries[0].Id.ActualCount",
                Reason.TOO_LONG);
    }

    @Test
    void readsTextOf65535Characters() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("a", "v".repeat(65_535)))))
                        .claims())
                .hasSize(1);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(Entry.text("a", "v".repeat(65_536))))),
                PATH + ".ClaimsArrays[0].ClaimEntries[0].StringValues.ActualCount",
                Reason.TOO_LONG);
    }

    @Test
    void readsReservedFieldOf4096Bytes() throws WireException {
        Bytes claimsSet = ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", "b")));

        assertThat(PacClaims.ofClient(ClaimsOutput.metadata(0, claimsSet, claimsSet.length(), 4096))
                        .claims())
                .hasSize(1);
        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.metadata(0, claimsSet, claimsSet.length(), 4097)),
                "PAC_CLIENT_CLAIMS_INFO.Claims.ReservedField",
                Reason.TOO_MANY);

        Bytes reserved = ClaimsOutput.claimsSet(4097, ArrayOf.ad(Entry.text("a", "b")));
        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.metadata(0, reserved, reserved.length())),
                PATH + ".ReservedField",
                Reason.TOO_MANY);
    }

    @Test
    void decompressesOneMebibyte() throws WireException {
        Bytes claimsSet = claimsSet(MEBIBYTE);
        Bytes compressed = XpressHuffmanWriter.compress(claimsSet.toArray());

        assertThat(compressed.length()).isLessThan(20_000);
        assertThat(PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, compressed, MEBIBYTE))
                        .claims())
                .hasSize(1);
    }

    @Test
    void refusesMoreThanOneMebibyte() {
        Bytes claimsSet = claimsSet(MEBIBYTE + 8);
        Bytes compressed = XpressHuffmanWriter.compress(claimsSet.toArray());

        for (long size : List.of(MEBIBYTE + 1L, MEBIBYTE + 8L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL)) {
            assertMalformed(
                    () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, compressed, size)),
                    "PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize",
                    Reason.TOO_LONG);
        }
        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, compressed, MEBIBYTE)),
                PATH + ".MatchLength",
                Reason.BAD_LENGTH);
    }

    /** Data that is longer than what it becomes: no compressor writes it. */
    @Test
    void refusesMoreThanOneMebibyteOfCompressedData() {
        Bytes data = Bytes.of(new byte[MEBIBYTE + 1]);

        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.XPRESS_HUFF, data, 1000)),
                "PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet",
                Reason.TOO_MANY);
    }

    /** Of exactly this size: one claim with many texts, the last of which is as long as it must be. */
    private static Bytes claimsSet(int size) {
        int texts = 20;
        String usual = "some value ".repeat(2300);
        int shortest = textsOf(texts, usual, 0).length();
        Bytes claimsSet = textsOf(texts, usual, (size - shortest) / 2);
        assertThat(claimsSet.length()).isEqualTo(size);
        return claimsSet;
    }

    private static Bytes textsOf(int count, String usual, int lengthOfLast) {
        String[] texts = Collections.nCopies(count, usual).toArray(String[]::new);
        texts[count - 1] = "z".repeat(lengthOfLast);
        return ClaimsOutput.claimsSet(ArrayOf.ad(Entry.text("a", texts)));
    }

    private static ArrayOf[] arrays(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ArrayOf.ad(Entry.text("claim" + i, "v")))
                .toArray(ArrayOf[]::new);
    }

    private static ArrayOf claims(int source, int count) {
        return new ArrayOf(
                source,
                IntStream.range(0, count)
                        .mapToObj(i -> Entry.text("claim" + i, "v"))
                        .toList());
    }

    private static Entry numbers(String id, int count) {
        return new Entry(id, ClaimsOutput.BOOLEAN, Collections.nCopies(count, 1L));
    }
}
