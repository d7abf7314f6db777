package org.gatehouse.lab.kdc;

import java.time.Duration;
import java.time.Instant;

/** How far a client's clock may be from the KDC's, RFC 4120 §3.2.3. */
final class ClockSkew {
    private ClockSkew() {}

    static void require(Instant sent, Moment moment) throws KdcException {
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
