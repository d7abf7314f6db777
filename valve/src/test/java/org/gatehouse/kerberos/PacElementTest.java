package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.gatehouse.pac.PacTickets;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;

/** Where a PAC is looked for in a ticket's authorization data. */
class PacElementTest {
    private static final Bytes PAC = Bytes.of(new byte[] {1, 2, 3});
    private static final Bytes OTHER = PacTickets.element(141, Bytes.of(new byte[] {9}));

    private static Reason reason(Bytes authorizationData) {
        WireException refused = catchThrowableOfType(WireException.class, () -> PacElement.of(authorizationData));
        assertThat(refused).as("authorization data that must be refused").isNotNull();
        return refused.reason();
    }

    private static Bytes nested(int levels, Bytes element) {
        Bytes nested = element;
        for (int i = 0; i < levels; i++) {
            nested = PacTickets.ifRelevant(nested);
        }
        return PacTickets.sequence(nested);
    }

    @Test
    void isFoundInsideIfRelevant() throws WireException {
        assertThat(PacElement.of(nested(1, PacTickets.pac(PAC)))).contains(PAC);
        assertThat(PacElement.of(PacTickets.sequence(
                        PacTickets.ifRelevant(OTHER), PacTickets.ifRelevant(OTHER, PacTickets.pac(PAC), OTHER))))
                .contains(PAC);
    }

    @Test
    void isNotFoundWhereThereIsNone() throws WireException {
        assertThat(PacElement.of(Bytes.EMPTY)).isEmpty();
        assertThat(PacElement.of(PacTickets.sequence())).isEmpty();
        assertThat(PacElement.of(nested(1, OTHER))).isEmpty();
    }

    /** Outside, it is one that must be understood, and the ticket is refused for it. */
    @Test
    void countsOnlyInsideIfRelevant() throws WireException {
        assertThat(PacElement.of(PacTickets.sequence(PacTickets.pac(PAC)))).isEmpty();
        assertThat(PacElement.of(PacTickets.sequence(PacTickets.element(4, PacTickets.sequence(PacTickets.pac(PAC))))))
                .isEmpty();
    }

    @Test
    void isNestedNoDeeperThanTheLimit() throws WireException {
        assertThat(PacElement.of(nested(3, PacTickets.pac(PAC)))).contains(PAC);
        assertThat(reason(nested(4, PacTickets.pac(PAC)))).isEqualTo(Reason.TOO_DEEP);
        assertThat(reason(nested(1000, OTHER))).isEqualTo(Reason.TOO_DEEP);
    }

    /** One reader would believe the first, another the last. */
    @Test
    void isThereOnce() {
        assertThat(reason(PacTickets.sequence(PacTickets.ifRelevant(PacTickets.pac(PAC), PacTickets.pac(PAC)))))
                .isEqualTo(Reason.DUPLICATE);
        assertThat(reason(PacTickets.sequence(
                        PacTickets.ifRelevant(PacTickets.pac(PAC)), PacTickets.ifRelevant(PacTickets.pac(PAC)))))
                .isEqualTo(Reason.DUPLICATE);
        assertThat(reason(PacTickets.sequence(PacTickets.ifRelevant(
                        PacTickets.pac(PAC), PacTickets.ifRelevant(PacTickets.pac(Bytes.EMPTY))))))
                .isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void isRefusedWhereverTheDataIsCut() {
        Bytes whole = PacTickets.sequence(PacTickets.ifRelevant(OTHER, PacTickets.pac(PAC)));
        for (int length = 1; length < whole.length(); length++) {
            reason(whole.slice(0, length));
        }
    }

    @Test
    void isRefusedWithBytesAfterIt() {
        byte[] longer = new byte[nested(1, OTHER).length() + 1];
        nested(1, OTHER).copyTo(longer, 0);

        assertThat(reason(Bytes.of(longer))).isEqualTo(Reason.TRAILING);
    }
}
