package org.gatehouse.pac.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

class ClaimsFuzzTest {
    @FuzzTest
    void claimsAreReadOrMalformed(byte[] buffer) {
        try {
            ClaimSet set = PacClaims.ofClient(Bytes.of(buffer));
            assertThat(set.claims()).allSatisfy(claim -> {
                assertThat(claim.values().texts()).isNotEmpty();
                assertThat(set.find(claim.source(), claim.id())).contains(claim);
            });
        } catch (WireException e) {
            assertThat(e.field()).startsWith("PAC_CLIENT_CLAIMS_INFO.");
            assertThat(e.offset()).isNotNegative();
        }
    }
}
