package org.gatehouse.lab.kdc.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.Moment;
import org.junit.jupiter.api.Test;

class TgsReplayCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final TgsReplayCache cache = new TgsReplayCache();

    private TgsReplayCache.Claim claim(String authenticator, String message, Instant at) throws KdcException {
        return cache.claim(
                authenticator.getBytes(UTF_8), message.getBytes(UTF_8), new Moment(at, KdcPolicy.OF_A_NEW_DOMAIN));
    }

    @Test
    void givesARepetitionTheAnswerOfTheFirst() throws KdcException {
        TgsReplayCache.Claim first = claim("a", "m", NOW);
        TgsReplayCache.Claim second = claim("a", "m", NOW.plusSeconds(60));
        first.answered().accept(new byte[] {42});

        assertThat(first.first()).isTrue();
        assertThat(second.first()).isFalse();
        assertThat(second.answer().join()).containsExactly(42);
    }

    @Test
    void refusesTheAuthenticatorOfAnotherMessage() throws KdcException {
        claim("a", "m", NOW);

        assertThatExceptionOfType(KdcException.class).isThrownBy(() -> claim("a", "n", NOW));
    }

    @Test
    void remembersAsLongAsAnAuthenticatorMayBeFresh() throws KdcException {
        claim("a", "m", NOW);

        assertThatExceptionOfType(KdcException.class)
                .isThrownBy(() -> claim("a", "m", NOW.plus(Duration.ofMinutes(10))));
    }

    @Test
    void forgetsWhatNoClockWouldAccept() throws KdcException {
        claim("a", "m", NOW);

        assertThat(claim("a", "m", NOW.plus(Duration.ofMinutes(12))).first()).isTrue();
    }

    @Test
    void forgetsEverythingWhenTold() throws KdcException {
        claim("a", "m", NOW).answered().accept(new byte[] {42});

        cache.forgetAll();

        assertThat(claim("a", "n", NOW).first()).isTrue();
    }

    @Test
    void keepsNoAnswerThatIsTooLarge() throws KdcException {
        claim("a", "m", NOW).answered().accept(new byte[1 << 17]);

        assertThatExceptionOfType(KdcException.class).isThrownBy(() -> claim("a", "m", NOW));
    }

    @Test
    void givesLargeAnswerToWhoeverWaitsForItAlready() throws KdcException {
        TgsReplayCache.Claim first = claim("a", "m", NOW);
        TgsReplayCache.Claim second = claim("a", "m", NOW);

        first.answered().accept(new byte[1 << 17]);

        assertThat(second.answer().join()).hasSize(1 << 17);
    }

    @Test
    void dropsTheOldestAnswersWhenTheyAreTooManyBytes() throws KdcException {
        int size = 1 << 16;
        int fit = TgsReplayCache.MAX_BYTES_OF_ANSWERS / size;
        for (int i = 0; i <= fit; i++) {
            claim("a" + i, "m", NOW).answered().accept(new byte[size]);
        }

        assertThatExceptionOfType(KdcException.class).isThrownBy(() -> claim("a0", "m", NOW));
        assertThat(claim("a1", "m", NOW).first()).isFalse();
        assertThat(claim("a" + fit, "m", NOW).first()).isFalse();
    }

    @Test
    void isBounded() throws KdcException {
        claim("oldest", "m", NOW);
        for (int i = 0; i < 4096; i++) {
            claim("a" + i, "m", NOW);
        }

        assertThat(claim("oldest", "m", NOW).first()).isTrue();
        assertThat(claim("a4095", "m", NOW).first()).isFalse();
    }
}
