package org.gatehouse.lab.kdc.policy;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;

/** How far a client's clock may be from the KDC's, RFC 4120 §3.2.3. */
public final class ClockSkew {
    private ClockSkew() {}

    public static void require(Instant sent, Moment moment) throws KdcException {
        Duration limit = moment.policy().clockSkew();
        Duration ahead = Duration.between(moment.now(), sent);
        if (ahead.abs().compareTo(limit) > 0) {
            throw new KdcException(
                    KdcError.KRB_AP_ERR_SKEW,
                    "the client's clock is %d s %s; the limit is %d s"
                            .formatted(
                                    ahead.abs().toSeconds(),
                                    ahead.isNegative() ? "behind" : "ahead",
                                    limit.toSeconds()));
        }
    }
}
