package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often a browser asks when somebody opens an address: whatever it is answered, it ends, with a page, and without a
 * prompt, which headless browsers would answer with an empty page. Each address is opened twice, as people do.
 */
final class DialogueBrowserTest extends AtADesk {
    DialogueBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    /** What the browser runs into. */
    private enum Situation {
        GOOD_TICKET,
        /** The browser answers the challenge once more without a token before it gives up. */
        NO_TICKET,
        NO_TICKET_FOR_THIS_NAME,
        CLOCK_AHEAD,
        WRONG_KEY
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(Situation.GOOD_TICKET, 200, List.of(ASKED, SIGNED_IN)),
                Arguments.of(Situation.NO_TICKET, 401, List.of(ASKED, ASKED)),
                Arguments.of(Situation.NO_TICKET_FOR_THIS_NAME, 401, List.of(ASKED, ASKED)),
                Arguments.of(Situation.CLOCK_AHEAD, 401, List.of(ASKED, "GH-K031")),
                Arguments.of(Situation.WRONG_KEY, 401, List.of(ASKED, "GH-K013")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsAfterOneToken(Situation situation, int status, List<String> dialogue) throws Exception {
        Browser browser = arrange(situation);
        for (int time = 0; time < 2; time++) {
            browser.forgetCookies();
            try (Dialogue heard = Dialogue.with(lab())) {
                browser.open(
                        situation == Situation.NO_TICKET_FOR_THIS_NAME
                                ? lab().url("unregistered.lab.localhost")
                                : lab().portal());

                assertThat(browser.status()).isEqualTo(status);
                assertThat(browser.text()).isNotBlank();
                assertThat(heard.soFar()).as("time %d", time).isEqualTo(dialogue);
            }
        }
    }

    /** Nothing of the refusal stays with the browser. */
    @Test
    void signsOnWhenTheCauseIsGone() throws Exception {
        Browser browser = arrange(Situation.CLOCK_AHEAD);
        try (Dialogue heard = Dialogue.with(lab())) {
            browser.open(lab().portal());
            lab().portalClock().setShift(Duration.ZERO);
            browser.open(lab().portal());

            assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
            assertThat(heard.soFar()).containsExactly(ASKED, "GH-K031", ASKED, SIGNED_IN);
        }
    }

    /** The ticket counts no more, the session does. */
    @Test
    void asksForNothingAsLongAsTheSessionLives() throws Exception {
        Browser browser = alice().open(lab().portal());
        try (Dialogue heard = Dialogue.with(lab())) {
            browser.open(lab().portal());
            browser.open(lab().portal().resolve("/elsewhere"));

            assertThat(heard.soFar()).isEmpty();
        }
    }

    private Browser arrange(Situation situation) throws Exception {
        switch (situation) {
            case GOOD_TICKET, NO_TICKET_FOR_THIS_NAME -> {}
            case NO_TICKET -> {
                return browser();
            }
            case CLOCK_AHEAD -> lab().portalClock().setShift(Duration.ofMinutes(7));
            case WRONG_KEY -> administrator().setPassword("svc-portal", "Changed1!");
        }
        return alice();
    }
}
