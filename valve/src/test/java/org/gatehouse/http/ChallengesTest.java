package org.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChallengesTest {
    private static final Bytes TOKEN = Bytes.of(new byte[] {(byte) 0xfb, (byte) 0xff, 1});

    private final Challenges challenges = new Challenges(List.of(Scheme.NEGOTIATE, Scheme.NTLM, Scheme.BASIC));

    @Test
    void askForEverySchemeInTheirOrder() {
        assertThat(challenges.fresh()).containsExactly("Negotiate", "NTLM", "Basic");
        assertThat(new Challenges(List.of(Scheme.BASIC, Scheme.NEGOTIATE)).fresh())
                .containsExactly("Basic", "Negotiate");
        assertThat(new Challenges(List.of(Scheme.NEGOTIATE)).fresh()).containsExactly("Negotiate");
    }

    @Test
    void nameNoSchemeTwice() {
        Challenges twice = new Challenges(List.of(Scheme.NTLM, Scheme.NEGOTIATE, Scheme.NTLM));

        assertThat(twice.fresh()).containsExactly("NTLM", "Negotiate");
        assertThat(twice.refusal(Scheme.NTLM, TOKEN)).containsExactly("NTLM +/8B", "Negotiate");
    }

    @Test
    void areReadOfWhatTheyAskFor() {
        assertThat(challenges.asked()).containsExactlyInAnyOrder(Scheme.values());
        assertThat(new Challenges(List.of(Scheme.NEGOTIATE)).asked()).containsExactly(Scheme.NEGOTIATE);
        assertThat(new Challenges(List.of()).asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goOnWithTheSchemeThatHasBegunAndWithNoOther(Scheme scheme) {
        assertThat(Challenges.continuation(scheme, TOKEN)).containsExactly(scheme.schemeName() + " +/8B");
        assertThat(Challenges.continuation(scheme, Bytes.EMPTY)).containsExactly(scheme.schemeName());
    }

    @Test
    void answerTheSchemeThatIsRefusedAndAskForTheOthers() {
        assertThat(challenges.refusal(Scheme.NEGOTIATE, TOKEN)).containsExactly("Negotiate +/8B", "NTLM", "Basic");
        assertThat(challenges.refusal(Scheme.NTLM, TOKEN)).containsExactly("Negotiate", "NTLM +/8B", "Basic");
        assertThat(challenges.refusal(Scheme.NEGOTIATE, Bytes.EMPTY)).isEqualTo(challenges.fresh());
    }

    @Test
    void doNotOfferASchemeBecauseItWasSent() {
        Challenges negotiate = new Challenges(List.of(Scheme.NEGOTIATE));

        assertThat(negotiate.refusal(Scheme.NTLM, TOKEN)).containsExactly("Negotiate");
    }

    /** A line break would begin a header of the sender's choice. */
    @Test
    void writeATokenOfAnyLengthInOneLine() {
        assertThat(Challenges.continuation(Scheme.NEGOTIATE, Bytes.of(new byte[100_000])))
                .singleElement()
                .asString()
                .matches("Negotiate A+={0,2}");
    }
}
