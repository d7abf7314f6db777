package org.gatehouse.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.util.Optional;
import org.gatehouse.mechanism.MechanismOid;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4178 §4.2.2. */
class NegTokenRespTest {
    @Test
    void completedWithoutAnswerIsWhatGokrb5Expects() {
        NegTokenResp resp = NegTokenResp.completed(MechanismOid.KERBEROS.content(), Bytes.EMPTY);

        assertThat(resp.encode()).isEqualTo(Tokens.named("gokrb5 negTokenResp"));
    }

    @Test
    void namesTheMechanismAsTheClientDidLikeMit() {
        NegTokenResp resp = NegTokenResp.completed(MechanismOid.MS_KERBEROS.content(), Bytes.EMPTY);

        assertThat(resp.encode()).isEqualTo(Tokens.named("mit reply to the Microsoft OID"));
    }

    @Test
    void completedWithApRepIsWhatPyspnegoExpects() {
        Bytes expected = Tokens.named("pyspnego neg_token_resp");
        Bytes apRep = expected.slice(expected.length() - 156, 156);

        NegTokenResp resp = NegTokenResp.completed(MechanismOid.KERBEROS.content(), apRep);

        assertThat(resp.encode()).isEqualTo(expected);
    }

    @Test
    void rejectSaysNothingButThat() {
        assertThat(NegTokenResp.reject().encode()).isEqualTo(hex("a1 07 30 05 a0 03 0a 01 02"));
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT_COMPLETED, 00", "ACCEPT_INCOMPLETE, 01", "REJECT, 02", "REQUEST_MIC, 03"})
    void stateHasTheNumberOfTheStandard(NegState state, String number) {
        NegTokenResp resp = new NegTokenResp(state, Optional.empty(), Optional.empty());

        assertThat(resp.encode()).isEqualTo(hex("a1 07 30 05 a0 03 0a 01" + number));
    }
}
