package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.gatehouse.wire.Hex.hex;

import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The claims in whole PACs. How a buffer of claims is read is tested where that is done. */
class PacClaimsTest {
    /** Of Kerberos.NET: the second buffer of six is PAC_CLIENT_CLAIMS_INFO. */
    private static final PacVector WITH_CLAIMS = PacVector.named("kerberosnet-rc4-ticket-claims");

    private static final int TYPE_OF_CLAIMS = 24;
    private static final int CLAIMS = 680;
    private static final int COMPRESSION_FORMAT = CLAIMS + 28;
    private static final int HUFFMAN_TABLE = CLAIMS + 52;

    @Test
    void verifiedPacShowsTheClaimsOfTheUser() throws Exception {
        VerifiedPac pac = WITH_CLAIMS.verified();

        assertThat(pac.userClaims().claims()).hasSize(9);
        assertThat(texts(pac.userClaims(), "ad://ext/employeeType:88d4d68c56082042"))
                .containsExactly("lazy");
        assertThat(texts(pac.userClaims(), "ad://ext/localeID:88d4d68c6aa51687"))
                .containsExactly("1033", "4105");
        assertThat(pac.deviceClaims()).isEqualTo(ClaimSet.EMPTY);
        assertThat(pac.userClaims().unreadable()).isEmpty();
    }

    @Test
    void pacWithEmptyBufferOfClaimsHasNone() throws Exception {
        VerifiedPac pac = checked(PacVector.named("gomsrpc-ad-win2k-pac-8-buffers"));

        assertThat(pac.userClaims()).isEqualTo(ClaimSet.EMPTY);
        assertThat(pac.userClaims().unreadable()).isEmpty();
    }

    @Test
    void pacWithoutBufferOfClaimsHasNone() throws Exception {
        VerifiedPac pac = PacVector.named("mit-saved-pac-w2003final").verified();

        assertThat(pac.userClaims()).isEqualTo(ClaimSet.EMPTY);
        assertThat(pac.deviceClaims()).isEqualTo(ClaimSet.EMPTY);
    }

    @Test
    void pacOfAuthenticationSiloShowsIt() throws Exception {
        VerifiedPac pac = checked(PacVector.named("scapy-pac-real-life-8-buffers"));

        assertThat(texts(pac.userClaims(), "ad://ext/AuthenticationSilo")).containsExactly("T0-silo");
    }

    @Test
    void claimsOfTheDeviceAreKeptApartFromThoseOfTheUser() throws Exception {
        VerifiedPac pac = checked(patched(TYPE_OF_CLAIMS, "0f"));

        assertThat(pac.userClaims()).isEqualTo(ClaimSet.EMPTY);
        assertThat(pac.deviceClaims()).isEqualTo(WITH_CLAIMS.verified().userClaims());
    }

    /** The groups are there: only what cannot be read is missing. */
    @ParameterizedTest
    @CsvSource({
        "0200, COMPRESSED_LZNT1",
        "0300, COMPRESSED_XPRESS",
        "0500, COMPRESSED_UNKNOWN",
    })
    void pacWithUnreadableClaimsIsAcceptedWithoutThem(String format, UnreadableClaims why) throws Exception {
        VerifiedPac pac = checked(patched(COMPRESSION_FORMAT, format));

        assertThat(pac.userClaims().claims()).isEmpty();
        assertThat(pac.userClaims().unreadable()).containsExactly(why);
        assertThat(PacDescription.of(pac)).isEqualTo(PacDescription.of(WITH_CLAIMS.verified()));
    }

    @Test
    void unreadableClaimsOfTheDeviceAreToldToo() throws Exception {
        Bytes pac = patched(TYPE_OF_CLAIMS, "0f");

        assertThat(checked(patched(pac, COMPRESSION_FORMAT, "02"))
                        .deviceClaims()
                        .unreadable())
                .containsExactly(UnreadableClaims.COMPRESSED_LZNT1);
    }

    /** Anyone who has the service's key can sign what no KDC writes. */
    @Test
    void pacWithClaimsThatDoNotDecompressIsRefusedWithBufferAndField() {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> checked(patched(HUFFMAN_TABLE, "00")));

        assertThat(refused.failure().code()).isEqualTo(FailureCode.MALFORMED_PAC);
        assertThat(refused.failure().seen()).contains("PAC_CLIENT_CLAIMS_INFO.Claims.ClaimsSet.HuffmanTable");
    }

    @Test
    void pacWithMalformedClaimsOfTheDeviceIsRefusedWithBufferAndField() {
        Bytes pac = patched(TYPE_OF_CLAIMS, "0f");

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> checked(patched(pac, CLAIMS + 20, "00")));

        assertThat(refused.failure().code()).isEqualTo(FailureCode.MALFORMED_PAC);
        assertThat(refused.failure().seen()).contains("PAC_DEVICE_CLAIMS_INFO.Claims.ClaimsSet");
    }

    private static List<String> texts(ClaimSet set, String id) {
        return set.find(ClaimSource.AD, id).orElseThrow().values().texts();
    }

    private static VerifiedPac checked(PacVector vector) throws Exception {
        Bytes pac = vector.pac();
        return new ServerSignedPac(pac, PacDirectory.parse(pac)).check(vector.client());
    }

    /** As if its signature had been made for it. */
    private static VerifiedPac checked(Bytes pac) throws Exception {
        return new ServerSignedPac(pac, PacDirectory.parse(pac)).check(WITH_CLAIMS.client());
    }

    private static Bytes patched(int at, String value) {
        return patched(WITH_CLAIMS.pac(), at, value);
    }

    private static Bytes patched(Bytes pac, int at, String value) {
        byte[] copy = pac.toArray();
        hex(value).copyTo(copy, at);
        return Bytes.of(copy);
    }
}
