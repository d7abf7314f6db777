package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.util.function.Consumer;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay gets from a program that speaks RPC or SMB: an AP-REQ that is right in everything but its style. */
class DceStyleTest {
    /** Alone; with mutual authentication; as Windows' RPC sends it; with every other flag that has a name. */
    @ParameterizedTest(name = "flags {0}")
    @ValueSource(ints = {0x1000, 0x1002, 0x103e, 0x1000 | 0x2000 | 0x4000 | 0x3e})
    void refusesAuthenticatorWithTheFlagOfTheDceStyle(int flags) {
        Failure failure = refused(flags(flags));

        assertThat(failure.code()).isEqualTo(FailureCode.DCE_STYLE);
        assertThat(failure.seen()).contains("\"alice@EXAMPLE.COM\"", "DCE-style", "GSS_C_DCE_STYLE");
        assertThat(failure.remedy()).contains("RPC", "SMB", "relay").doesNotContain("proxy");
    }

    @Test
    void refusesDceStyleWithMutualRequiredInTheApReq() {
        Consumer<Forge> change = flags(0x1000).andThen(forge -> forge.apOptions = 1 << 29);

        assertThat(refused(change).code()).isEqualTo(FailureCode.DCE_STYLE);
    }

    @Test
    void refusesDceStyleWithADelegatedTicket() {
        byte[] checksum = Forge.delegating(1, 3, 3);
        checksum[21] = 0x10;

        assertThat(refused(forge -> forge.checksum = checksum).code()).isEqualTo(FailureCode.DCE_STYLE);
    }

    @Test
    void refusesDceStyleWhateverItsClockSays() {
        Consumer<Forge> change = flags(0x1000).andThen(forge -> forge.ctime = Forge.NOW.plusSeconds(4000));

        assertThat(refused(change).code()).isEqualTo(FailureCode.DCE_STYLE);
    }

    /** Nothing of it is remembered: it was never accepted. */
    @Test
    void refusesTheSameDceStyleTokenForTheSameReasonAgain() {
        KerberosAcceptor acceptor = acceptor(Forge.keys());

        assertThat(refused(acceptor, flags(0x1000)).code()).isEqualTo(FailureCode.DCE_STYLE);
        assertThat(refused(acceptor, flags(0x1000)).code()).isEqualTo(FailureCode.DCE_STYLE);
    }

    @ParameterizedTest(name = "flags {0}")
    @ValueSource(ints = {0x0, 0x3e, 0x0800, 0x2000, 0x4000, 0xef3e})
    void acceptsEveryOtherFlag(int flags) {
        assertThat(outcome(acceptor(Forge.keys()), flags(flags))).isEqualTo("alice");
    }

    /** Little-endian. */
    private static Consumer<Forge> flags(int flags) {
        byte[] checksum = Forge.gssChecksum(flags & 0xff);
        checksum[21] = (byte) (flags >>> 8);
        return forge -> forge.checksum = checksum;
    }
}
