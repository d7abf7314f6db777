package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.gatehouse.identity.ClaimSource.AD;
import static org.gatehouse.identity.ClaimSource.CERTIFICATE;
import static org.gatehouse.pac.claims.ClaimsOutput.BOOLEAN;
import static org.gatehouse.pac.claims.ClaimsOutput.INT64;
import static org.gatehouse.pac.claims.ClaimsOutput.UINT64;
import static org.gatehouse.wire.Hex.hex;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimValues.BooleanValues;
import org.gatehouse.identity.ClaimValues.Int64Values;
import org.gatehouse.identity.ClaimValues.StringValues;
import org.gatehouse.identity.ClaimValues.Uint64Values;
import org.gatehouse.pac.claims.ClaimsOutput.ArrayOf;
import org.gatehouse.pac.claims.ClaimsOutput.Entry;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed claims. What is malformed is in {@link BrokenClaimsTest}. */
class ClaimSetTest {
    private static final Entry DEPARTMENT = Entry.text("ad://ext/department", "Finance");

    static List<VectorFile.Entry> vectors() {
        return VectorFile.read(ClaimSetTest.class, "claims.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsClaimsOfDomainControllers(VectorFile.Entry vector) throws WireException {
        List<String> expected = IntStream.rangeClosed(1, vector.number("claims"))
                .mapToObj(i -> vector.text("claim" + i))
                .toList();

        assertThat(PacClaims.ofClient(vector.bytes("buffer")))
                .satisfies(set ->
                        assertThat(set.claims()).extracting(ClaimSetTest::line).containsExactlyElementsOf(expected));
        assertThat(PacClaims.ofDevice(vector.bytes("buffer"))).isEqualTo(PacClaims.ofClient(vector.bytes("buffer")));
    }

    private static String line(Claim claim) {
        String type = claim.values().fold(a -> "INT64", b -> "UINT64", c -> "STRING", d -> "BOOLEAN");
        return claim.id() + " | " + claim.source() + " | " + type + " | "
                + String.join(" | ", claim.values().texts());
    }

    @Test
    void readsValuesOfEveryTypeToTheirLimits() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(
                Entry.number("signed", INT64, Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE),
                Entry.number("unsigned", UINT64, 0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L),
                Entry.text("text", "", "a", "Zoë \ud83d\ude00", "\u202e\u0001"),
                Entry.number("truth", BOOLEAN, 1L, 0L, 1L))));

        assertThat(set.unreadable()).isEmpty();
        assertThat(set.claims())
                .containsExactly(
                        new Claim("signed", AD, new Int64Values(List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE))),
                        new Claim(
                                "unsigned",
                                AD,
                                new Uint64Values(List.of(
                                        BigInteger.ZERO,
                                        BigInteger.valueOf(Long.MAX_VALUE),
                                        BigInteger.TWO.pow(63),
                                        BigInteger.TWO.pow(64).subtract(BigInteger.ONE)))),
                        new Claim("text", AD, new StringValues(List.of("", "a", "Zoë \ud83d\ude00", "\u202e\u0001"))),
                        new Claim("truth", AD, new BooleanValues(List.of(true, false, true))));
    }

    @Test
    void valuesOfEveryTypeHaveTexts() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(
                Entry.number("signed", INT64, -1L),
                Entry.number("unsigned", UINT64, -1L),
                DEPARTMENT,
                Entry.number("truth", BOOLEAN, 1L, 0L))));

        assertThat(set.claims().stream().map(claim -> claim.values().texts()))
                .containsExactly(
                        List.of("-1"), List.of("18446744073709551615"), List.of("Finance"), List.of("true", "false"));
    }

    @Test
    void readsClaimsOfSeveralSources() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                ArrayOf.ad(DEPARTMENT, Entry.text("b", "x")), ArrayOf.certificate(Entry.number("c", BOOLEAN, 1L))));

        assertThat(set.claims())
                .extracting(Claim::id, Claim::source)
                .containsExactly(tuple("ad://ext/department", AD), tuple("b", AD), tuple("c", CERTIFICATE));
    }

    @Test
    void readsSeveralArraysOfOneSource() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                ArrayOf.ad(DEPARTMENT), ArrayOf.certificate(Entry.text("b", "x")), ArrayOf.ad(Entry.text("c", "y"))));

        assertThat(set.claims()).extracting(Claim::id).containsExactly("ad://ext/department", "b", "c");
    }

    /** A claim of a certificate says something else than that of the account: neither takes the place of the other. */
    @Test
    void keepsClaimsOfOneIdFromTwoSourcesApart() throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(
                ArrayOf.ad(DEPARTMENT), ArrayOf.certificate(Entry.text("ad://ext/department", "Sales"))));

        assertThat(set.withId("ad://ext/department")).extracting(Claim::source).containsExactly(AD, CERTIFICATE);
        assertThat(set.find(AD, "ad://ext/department").orElseThrow().values().texts())
                .containsExactly("Finance");
        assertThat(set.find(CERTIFICATE, "ad://ext/department")
                        .orElseThrow()
                        .values()
                        .texts())
                .containsExactly("Sales");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ad://ext/Department", "ad://ext/departmen", "ad://ext/department ", "other"})
    void findsNoClaimByAnotherId(String id) throws WireException {
        ClaimSet set = PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(DEPARTMENT)));

        assertThat(set.withId(id)).isEmpty();
        assertThat(set.find(AD, id)).isEmpty();
        assertThat(set.find(CERTIFICATE, "ad://ext/department")).isEmpty();
    }

    @Test
    void readsCompressedClaims() throws WireException {
        ArrayOf[] arrays = {
            ArrayOf.ad(DEPARTMENT, Entry.text("long", "value ".repeat(5000), "value ".repeat(5000))),
            ArrayOf.certificate(Entry.number("c", UINT64, 1L, 2L, 3L))
        };

        assertThat(PacClaims.ofClient(ClaimsOutput.compressed(arrays)))
                .isEqualTo(PacClaims.ofClient(ClaimsOutput.buffer(arrays)));
    }

    /** Windows sends an empty buffer for a user without claims. The others are what the specification permits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01100800cccccccc 0800000000000000 00000000 00000000",
                "01100800cccccccc 2000000000000000 00000200 00000000 00000000 0000 0000 00000000 0000 0000 00000000"
                        + " 00000000",
                "01100800cccccccc 2000000000000000 00000200 00000000 00000000 0400 0000 00000000 0000 0000 00000000"
                        + " 00000000",
            })
    void bufferWithoutClaimsIsEmptySet(String buffer) throws WireException {
        assertThat(PacClaims.ofClient(hex(buffer))).isEqualTo(ClaimSet.EMPTY);
        assertThat(PacClaims.ofDevice(hex(buffer)).isEmpty()).isTrue();
    }

    @Test
    void setWithoutArraysAndArrayWithoutEntriesAreEmpty() throws WireException {
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer())).isEqualTo(ClaimSet.EMPTY);
        assertThat(PacClaims.ofClient(ClaimsOutput.buffer(ArrayOf.ad(), ArrayOf.certificate())))
                .isEqualTo(ClaimSet.EMPTY);
    }

    @Test
    void ignoresReservedFields() throws WireException {
        Bytes claimsSet = ClaimsOutput.claimsSet(5, ArrayOf.ad(DEPARTMENT));

        ClaimSet set = PacClaims.ofClient(ClaimsOutput.metadata(ClaimsOutput.NONE, claimsSet, claimsSet.length(), 13));

        assertThat(set.claims()).extracting(Claim::id).containsExactly("ad://ext/department");
    }

    @Test
    void claimSetDoesNotChangeWithTheListsItWasMadeOf() {
        List<String> values = new ArrayList<>(List.of("a"));
        List<Claim> claims = new ArrayList<>(List.of(new Claim("id", AD, new StringValues(values))));
        ClaimSet set = new ClaimSet(claims, Set.of());

        values.add("b");
        claims.clear();

        assertThat(set.find(AD, "id").orElseThrow().values().texts()).containsExactly("a");
    }
}
