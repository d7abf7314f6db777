package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final Peer PEER = new Peer("10.1.2.9");

    private final LogRecorder recorder = new LogRecorder(RefusalLogTest.class.getName());
    private final RefusalLog log = new RefusalLog(LogFactory.getLog(RefusalLogTest.class), () -> now());
    private Instant now = Instant.parse("2026-11-22T10:15:00Z");

    @AfterEach
    void forget() {
        recorder.close();
    }

    @Test
    void writesTheFirstLinesOfAMinuteWhole() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES);

        assertThat(warnings())
                .hasSize(RefusalLog.WHOLE_LINES)
                .allSatisfy(line -> assertThat(line)
                        .isEqualTo("GH-K031 KRB_AP_ERR_SKEW (37) [0000-002A] 10.1.2.9: seven minutes. Set it."));
    }

    @Test
    void countsTheOthersAndTellsTheirSumOnce() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 211);
        refuse(FailureCode.SKEW, new Peer("10.1.2.10"));

        now = now.plusSeconds(60);
        log.tick();
        log.tick();

        assertThat(warnings())
                .hasSize(RefusalLog.WHOLE_LINES + 1)
                .last()
                .isEqualTo("GH-K031 repeated 212 times in the last minute from 2 addresses, last 10.1.2.10");
    }

    @Test
    void tellsTheSumBeforeTheFirstLineOfTheNextMinute() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 1);

        now = now.plusSeconds(60);
        refuse(FailureCode.SKEW, 1);

        List<String> warnings = warnings();
        assertThat(warnings.get(RefusalLog.WHOLE_LINES))
                .isEqualTo("GH-K031 repeated 1 time in the last minute from 1 address, last 10.1.2.9");
        assertThat(warnings.get(RefusalLog.WHOLE_LINES + 1))
                .startsWith("GH-K031 KRB_AP_ERR_SKEW (37) [0000-002A] 10.1.2.9: ");
    }

    @Test
    void saysNothingMoreOfAMinuteWithoutRepetition() {
        refuse(FailureCode.SKEW, 3);

        now = now.plusSeconds(60);
        log.tick();

        assertThat(warnings()).hasSize(3);
    }

    @Test
    void waitsForTheEndOfTheMinute() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 5);

        now = now.plusSeconds(59);
        log.tick();

        assertThat(warnings()).hasSize(RefusalLog.WHOLE_LINES);
    }

    @Test
    void countsEachCodeByItself() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 5);

        refuse(FailureCode.NTLM, 1);

        assertThat(warnings()).last().asString().startsWith("GH-N001 [0000-002A] 10.1.2.9: ");
    }

    @Test
    void losesNothingAtTheEnd() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 5);

        now = now.plusSeconds(20);
        log.flush();

        assertThat(warnings())
                .last()
                .isEqualTo("GH-K031 repeated 5 times in the last 20 s from 1 address, last 10.1.2.9");
    }

    @Test
    void keepsEveryLineAtDebug() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 90);

        assertThat(recorder.lines(Level.ALL)).hasSize(RefusalLog.WHOLE_LINES + 90);
    }

    @Test
    void remembersNoMoreAddressesThanItTells() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES);
        for (int i = 0; i < 2 * RefusalLog.MAX_ADDRESSES; i++) {
            refuse(FailureCode.SKEW, new Peer("2001:db8::" + i));
        }
        log.flush();

        assertThat(warnings()).last().asString().contains("2000 times", "more than 1000 addresses", "::1999");
    }

    @Test
    void goesOnWhenTheClockIsSetBack() {
        refuse(FailureCode.SKEW, RefusalLog.WHOLE_LINES + 1);

        now = now.minus(Duration.ofDays(1));
        refuse(FailureCode.SKEW, 1);

        assertThat(warnings()).hasSize(RefusalLog.WHOLE_LINES + 2);
    }

    private Instant now() {
        return now;
    }

    private List<String> warnings() {
        return recorder.lines(Level.WARNING);
    }

    private void refuse(FailureCode code, int times) {
        for (int i = 0; i < times; i++) {
            refuse(code, PEER);
        }
    }

    private void refuse(FailureCode code, Peer peer) {
        log.happened(new SignInEvent(
                now,
                new SignInEvent.Source(peer, new Reference(42)),
                new SignInEvent.Refused(new Failure(code, "seven minutes.", "Set it.")),
                0,
                Optional::empty));
    }
}
