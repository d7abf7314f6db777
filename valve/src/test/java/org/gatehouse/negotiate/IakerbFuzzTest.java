package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;

/** What follows IAKERB's identifier in a client's token. */
class IakerbFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();
    private static final Bytes IAKERB = MechanismOid.IAKERB.content();

    @FuzzTest
    void everyTokenIsRefusedInOneLine(byte[] innerToken) {
        Bytes framed = new InitialContextToken(IAKERB, Bytes.of(innerToken)).encode();
        NegotiateScheme scheme = ForgedService.mechanism(KEYS, () -> Forge.NOW);
        for (Bytes token : List.of(framed, Forge.negTokenInit(List.of(IAKERB), framed))) {
            Outcome outcome = scheme.accept(token, new Peer("10.1.2.3"), new Reference(1));

            assertThat(Outcomes.failure(outcome).code()).isIn(FailureCode.IAKERB, FailureCode.TOKEN_TOO_LARGE);
            assertThat(Outcomes.failure(outcome).toString())
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(2000);
        }
    }
}
