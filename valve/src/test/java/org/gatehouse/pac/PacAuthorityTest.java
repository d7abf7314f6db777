package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.junit.jupiter.api.Test;

/** What a domain controller's word changes. */
class PacAuthorityTest {
    private static final Failure FAILURE = new Failure(FailureCode.PAC_SIGNATURE_WRONG, "seen", "remedy");

    @Test
    void pacThatAControllerConfirmedIsTrustedMore() throws RefusedException {
        VerifiedPac pac = Refusal.read(PacForge.alice());

        VerifiedPac confirmed = pac.confirmed(new PacAuthority.Confirmed());

        assertThat(pac.level()).isEqualTo(PacTrust.SERVER_KEY);
        assertThat(confirmed.level()).isEqualTo(PacTrust.DOMAIN_CONTROLLER);
        assertThat(PacDescription.of(confirmed)).isEqualTo(PacDescription.of(pac));
    }

    @Test
    void eachWordIsTakenApart() {
        assertThat(told(new PacAuthority.Confirmed())).isEqualTo("yes");
        assertThat(told(new PacAuthority.Refused(FAILURE))).isEqualTo("no: seen");
        assertThat(told(new PacAuthority.Unavailable(FAILURE))).isEqualTo("no answer: seen");
    }

    private static String told(PacAuthority.Word word) {
        return word.fold(() -> "yes", failure -> "no: " + failure.seen(), failure -> "no answer: " + failure.seen());
    }
}
