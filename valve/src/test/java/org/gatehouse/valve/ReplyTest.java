package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.valve.Reply.Challenge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that every row of the table has to keep. */
class ReplyTest {
    /** RFC 9110 §15.5.2: a 401 has a challenge; elsewhere one would be an invitation to try what cannot help. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasAChallengeIfAndOnlyIfItIsA401(boolean browser) {
        assertThat(Reply.values())
                .allSatisfy(reply -> assertThat(reply.challenge(browser) != Challenge.NONE)
                        .as("%s", reply)
                        .isEqualTo(reply.status() == 401));
    }

    @ParameterizedTest
    @EnumSource
    void toARefusalShowsABrowserNoToken(FailureCode code) {
        assertThat(Reply.to(code).challenge(true)).isNotEqualTo(Challenge.ANSWER);
    }

    /** 500 would be a fault of ours, and blame the application. */
    @Test
    void isNeverAnErrorOfTheServerButForOneCause() {
        assertThat(codesWith(500)).isEmpty();
        assertThat(codesWith(503)).containsExactly(FailureCode.ANOTHER_AUTHENTICATION);
    }

    @Test
    void toWhatCannotBeReadIsABadRequest() {
        assertThat(codesWith(400)).containsExactly(FailureCode.NOT_BASE64, FailureCode.SEVERAL_AUTHORIZATIONS);
    }

    @Test
    void asksOnceMoreWhereTheSameTicketWillDo() {
        assertThat(Arrays.stream(FailureCode.values()).filter(code -> Reply.to(code) == Reply.ONCE_MORE))
                .containsExactly(FailureCode.REPLAY, FailureCode.REPLAY_CACHE_FULL, FailureCode.BEFORE_THE_START);
    }

    private static List<FailureCode> codesWith(int status) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> Reply.to(code).status() == status)
                .toList();
    }
}
