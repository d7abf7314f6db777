package org.gatehouse.lab.kdc.message;

import java.util.Optional;
import org.gatehouse.lab.account.NtStatus;

/** A request is refused: the error code, the reason for the log, and the {@code e-data} of the KRB-ERROR, if any. */
public final class KdcException extends Exception {
    private static final long serialVersionUID = 1;

    private final KdcError error;
    private final transient Optional<byte[]> data;
    private final transient Optional<String> rightRealm;

    public KdcException(KdcError error) {
        this(error, error.text());
    }

    /**
     * A refusal whose reason the log tells.
     *
     * @param reason more exact than the code's own text; for the log alone, so it may hold figures but no secrets
     */
    public KdcException(KdcError error, String reason) {
        this(error, reason, Optional.empty());
    }

    public KdcException(KdcError error, String reason, Optional<byte[]> data) {
        this(error, reason, data, Optional.empty());
    }

    private KdcException(KdcError error, String reason, Optional<byte[]> data, Optional<String> rightRealm) {
        super(reason);
        this.error = error;
        this.data = data;
        this.rightRealm = rightRealm;
    }

    /** The client is to ask another realm, RFC 6806 §7. */
    public static KdcException referral(String realm) {
        return new KdcException(
                KdcError.KDC_ERR_WRONG_REALM,
                "referral, the client's realm is " + realm,
                Optional.empty(),
                Optional.of(realm));
    }

    /** What Windows would say: the reason names the status, and so does the {@code e-data}. */
    public static KdcException of(KdcError error, NtStatus status) {
        return new KdcException(
                error,
                "%s (%08x), %s".formatted(status, status.number(), status.text()),
                Optional.of(KerbErrorData.of(status)));
    }

    public KdcError error() {
        return error;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public Optional<byte[]> data() {
        return data;
    }

    /** What the KRB-ERROR is to give as the client's realm, whatever the client took for it. */
    public Optional<String> rightRealm() {
        return rightRealm;
    }
}
