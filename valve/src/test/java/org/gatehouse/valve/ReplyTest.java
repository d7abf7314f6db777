package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.valve.Reply.Challenge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that every row of the table has to keep. */
class ReplyTest {
    /** RFC 9110 §15.5.2: a 401 has a challenge; elsewhere one would be an invitation to try what cannot help. */
    @ParameterizedTest
    @EnumSource
    void hasAChallengeIfAndOnlyIfItIsA401(Audience audience) {
        assertThat(Reply.values())
                .allSatisfy(reply -> assertThat(reply.challenge(audience) != Challenge.NONE)
                        .as("%s", reply)
                        .isEqualTo(reply.status(audience) == 401));
    }

    @ParameterizedTest
    @EnumSource
    void toARefusalShowsABrowserNoToken(FailureCode code) {
        assertThat(Reply.to(code.category()).challenge(Audience.PERSON)).isNotEqualTo(Challenge.ANSWER);
        assertThat(Reply.to(code.category()).challenge(Audience.SCRIPT)).isNotEqualTo(Challenge.ANSWER);
    }

    /** 500 would be a fault of ours, and blame the application. */
    @Test
    void isAnErrorOfTheServerOnlyWhereTheServerIsAtFault() {
        assertThat(codesWith(500)).isEmpty();
        assertThat(codesWith(503)).isNotEmpty().allMatch(code -> code.category().ourFault());
        assertThat(Arrays.stream(FailureCode.values())
                        .filter(code -> code.category().ourFault()))
                .containsExactlyElementsOf(codesWith(503));
    }

    @Test
    void ofAnOutageIs503() {
        assertThat(codesWith(503))
                .contains(
                        FailureCode.ANOTHER_AUTHENTICATION,
                        FailureCode.KEYTAB_MISSING,
                        FailureCode.KEYTAB_UNREADABLE,
                        FailureCode.KEYTAB_MALFORMED,
                        FailureCode.KEYTAB_EMPTY,
                        FailureCode.KEYTAB_WITHOUT_USABLE_KEY,
                        FailureCode.PASSWORD_UNREADABLE,
                        FailureCode.NO_PASSWORD,
                        FailureCode.NOT_RUNNING);
    }

    @Test
    void toWhatCannotBeReadIsABadRequest() {
        assertThat(codesWith(400)).containsExactly(FailureCode.NOT_BASE64, FailureCode.SEVERAL_AUTHORIZATIONS);
    }

    @Test
    void asksOnceMoreWhereTheSameTicketWillDo() {
        assertThat(Arrays.stream(FailureCode.values()).filter(code -> Reply.to(code.category()) == Reply.ONCE_MORE))
                .containsExactly(
                        FailureCode.REPLAY,
                        FailureCode.REPLAY_CACHE_FULL,
                        FailureCode.OLDER_THAN_MEMORY,
                        FailureCode.CLIENT_SIGN_IN_LIMIT);
    }

    private static List<FailureCode> codesWith(int status) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> Reply.to(code.category()).status(Audience.PROGRAM) == status)
                .toList();
    }
}
