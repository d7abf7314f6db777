package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;

/** How tests look at a PAC: as the service does, from the first byte on. */
final class Refusal {
    private Refusal() {}

    /** Reads a PAC that {@link PacForge} has signed for the service. */
    static VerifiedPac read(Bytes pac, EncryptionType type) throws RefusedException {
        return signed(pac, type).check(PacForge.ALICE);
    }

    static VerifiedPac read(Bytes pac) throws RefusedException {
        return read(pac, EncryptionType.AES256_CTS_HMAC_SHA1_96);
    }

    static ServerSignedPac signed(Bytes pac, EncryptionType type) throws RefusedException {
        return UnverifiedPac.parse(pac).verify(PacForge.serverKey(type), type, true);
    }

    static ServerSignedPac signed(Bytes pac) throws RefusedException {
        return signed(pac, EncryptionType.AES256_CTS_HMAC_SHA1_96);
    }

    /** What is refused, and that the words for it name this. */
    static void assertRefused(ThrowingCallable callable, FailureCode code, String named) {
        Failure failure = of(callable);
        assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
        assertThat(failure.seen()).contains(named);
    }

    static void assertRefused(Bytes pac, FailureCode code, String named) {
        assertRefused(() -> read(pac), code, named);
    }

    static Failure of(ThrowingCallable callable) {
        RefusedException refused = Assertions.catchThrowableOfType(RefusedException.class, callable);
        assertThat(refused).as("refusal").isNotNull();
        return refused.failure();
    }
}
