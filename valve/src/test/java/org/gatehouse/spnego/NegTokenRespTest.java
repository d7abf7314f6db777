package org.gatehouse.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.wire.Hex.hex;

import java.util.Optional;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        NegTokenResp resp = new NegTokenResp(Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(resp.encode()).isEqualTo(hex("a1 07 30 05 a0 03 0a 01" + number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gokrb5 negTokenResp", "mit reply to the Microsoft OID", "pyspnego neg_token_resp"})
    void readsWhatOthersSend(String name) throws Exception {
        Bytes token = Tokens.named(name);

        assertThat(NegTokenResp.parse(token).encode()).isEqualTo(token);
    }

    @Test
    void readsASignature() throws Exception {
        NegTokenResp resp =
                NegTokenResp.chosen(MechanismOid.KERBEROS.content(), true).signed(hex("010203"));

        assertThat(NegTokenResp.parse(resp.encode())).isEqualTo(resp);
    }

    @Test
    void refusesEveryPrefix() {
        Bytes token = Tokens.named("pyspnego neg_token_resp");
        for (int length = 0; length < token.length(); length++) {
            Bytes prefix = token.slice(0, length);
            assertThatThrownBy(() -> NegTokenResp.parse(prefix)).isInstanceOf(WireException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1073005a0030a0104", "a1073005a0030a01ff", "a1083006a0030a010005", "a1053003a0030a01"})
    void refusesWhatIsNone(String hex) {
        assertThatThrownBy(() -> NegTokenResp.parse(hex(hex))).isInstanceOf(WireException.class);
    }
}
