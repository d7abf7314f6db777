package org.gatehouse.lab.kdc.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KdcPolicyTest {
    private final KdcPolicy policy = KdcPolicy.OF_A_NEW_DOMAIN;

    @Test
    void isThatOfANewDomain() {
        assertThat(policy)
                .isEqualTo(new KdcPolicy(
                        Duration.ofMinutes(5),
                        Duration.ofHours(10),
                        Duration.ofMinutes(600),
                        Duration.ofDays(7),
                        DuplicateSpn.PRINCIPAL_NOT_UNIQUE,
                        Optional.empty()));
    }

    @Test
    void changesOneValueAtATime() {
        KdcPolicy changed = policy.withClockSkew(Duration.ZERO)
                .withMaxTicketLife(Duration.ofSeconds(1))
                .withMaxServiceTicketLife(Duration.ofSeconds(2))
                .withMaxRenewableLife(Duration.ofSeconds(3))
                .withDuplicateSpn(DuplicateSpn.NEWEST_OWNER)
                .withPacFault(Optional.of(PacFault.TAMPERED));

        assertThat(changed)
                .isEqualTo(new KdcPolicy(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        DuplicateSpn.NEWEST_OWNER,
                        Optional.of(PacFault.TAMPERED)));
    }

    @Test
    void hasNoNegativeSkew() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withClockSkew(Duration.ofSeconds(-1)));
    }

    @Test
    void hasNoTicketsWithoutLife() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxTicketLife(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxServiceTicketLife(Duration.ZERO));
    }

    @Test
    void hasNoNegativeRenewal() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxRenewableLife(Duration.ofDays(-1)));
    }
}
