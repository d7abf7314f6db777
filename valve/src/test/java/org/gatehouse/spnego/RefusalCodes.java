package org.gatehouse.spnego;

import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Only the codes: the words belong to the class that puts the mechanisms together. */
final class RefusalCodes implements NegotiationRefusals {
    @Override
    public Failure malformed(WireException e) {
        return failure(FailureCode.MALFORMED_SPNEGO);
    }

    @Override
    public Failure noCommonMechanism(NegTokenInit init) {
        return failure(FailureCode.NO_COMMON_MECHANISM);
    }

    @Override
    public Failure tokenMissing(NegTokenInit init, boolean preferred) {
        return failure(preferred ? FailureCode.NO_OPTIMISTIC_TOKEN : FailureCode.KERBEROS_NOT_FIRST);
    }

    @Override
    public Failure noToken() {
        return failure(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Override
    public Failure foreignToken(Bytes token) {
        return failure(FailureCode.NO_COMMON_MECHANISM);
    }

    @Override
    public Failure clientRejected() {
        return failure(FailureCode.CLIENT_REJECTED);
    }

    @Override
    public Failure noMicKey() {
        return failure(FailureCode.NO_MIC_KEY);
    }

    @Override
    public Failure badMic(boolean missing) {
        return failure(FailureCode.BAD_MIC);
    }

    private static Failure failure(FailureCode code) {
        return new Failure(code, "", "");
    }
}
