package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.List;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.pac.claims.ClaimsOutput.ArrayOf;
import org.gatehouse.pac.claims.ClaimsOutput.Entry;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that cannot be read are left out and said to be; they are no reason to refuse anyone. */
class UnreadableClaimsTest {
    private static final Bytes ANYTHING = hex("00112233445566778899aabbccddeeff00");

    @ParameterizedTest
    @CsvSource({
        "2, COMPRESSED_LZNT1",
        "3, COMPRESSED_XPRESS",
        "1, COMPRESSED_UNKNOWN",
        "5, COMPRESSED_UNKNOWN",
        "256, COMPRESSED_UNKNOWN",
        "65535, COMPRESSED_UNKNOWN"
    })
    void leavesOutClaimsOfFormatThatItDoesNotDecompress(int format, UnreadableClaims why) throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.metadata(format, ANYTHING, 1000));

        assertThat(set.claims()).isEmpty();
        assertThat(set.unreadable()).containsExactly(why);
        assertThat(PacClaims.ofDevice(ClaimsOutput.metadata(format, ANYTHING, 1000)))
                .isEqualTo(set);
    }

    /** What says how the claims are compressed is read and checked as ever. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 99})
    void refusesMalformedMetadataOfAnyFormat(int format) {
        Bytes buffer = ClaimsOutput.metadata(format, ANYTHING, 1000);

        assertMalformed(
                () -> PacClaims.ofClient(buffer.slice(0, buffer.length() - 8)),
                "PAC_CLIENT_CLAIMS_INFO.PrivateHeader.ObjectBufferLength",
                Reason.BAD_LENGTH);
        assertMalformed(
                () -> PacClaims.ofClient(ClaimsOutput.metadata(format, ANYTHING, (1 << 20) + 1)),
                "PAC_CLIENT_CLAIMS_INFO.Claims.ulUncompressedClaimsSetSize",
                Reason.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 256, 65_535})
    void leavesOutClaimsOfUnknownSource(int source) throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                ArrayOf.ad(Entry.text("a", "1")),
                new ArrayOf(source, List.of(Entry.text("b", "2"), Entry.number("c", ClaimsOutput.INT64, 3L))),
                ArrayOf.certificate(Entry.text("d", "4"))));

        assertThat(set.claims()).extracting(Claim::id).containsExactly("a", "d");
        assertThat(set.unreadable()).containsExactly(UnreadableClaims.SOURCE_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 7, 16, 65_535})
    void leavesOutClaimsOfUnknownType(int type) throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                ArrayOf.ad(Entry.text("a", "1"), new Entry("b", type, List.of()), Entry.text("c", "3")),
                ArrayOf.certificate(new Entry("d", type, List.of()))));

        assertThat(set.claims()).extracting(Claim::id).containsExactly("a", "c");
        assertThat(set.unreadable()).containsExactly(UnreadableClaims.TYPE_UNKNOWN);
    }

    /** Of two sources that nobody knows, each may have a claim of one id, as two known ones may. */
    @Test
    void leavesOutClaimsOfOneIdFromTwoUnknownSources() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                new ArrayOf(3, List.of(Entry.text("a", "1"))),
                new ArrayOf(4, List.of(Entry.text("a", "2"))),
                ArrayOf.ad(Entry.text("a", "3"))));

        assertThat(set.withId("a")).extracting(Claim::source).containsExactly(ClaimSource.AD);
        assertThat(set.unreadable()).containsExactly(UnreadableClaims.SOURCE_UNKNOWN);
    }

    @Test
    void tellsEveryReasonWhyClaimsAreLeftOut() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                new ArrayOf(9, List.of(Entry.text("b", "2"))), ArrayOf.ad(new Entry("b", 9, List.of()))));

        assertThat(set.unreadable()).containsExactly(UnreadableClaims.SOURCE_UNKNOWN, UnreadableClaims.TYPE_UNKNOWN);
        assertThat(set.unreadable())
                .extracting(UnreadableClaims::text)
                .containsExactly("from an unknown source", "of an unknown type");
    }
}
