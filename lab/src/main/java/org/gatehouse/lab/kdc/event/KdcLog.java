package org.gatehouse.lab.kdc.event;

/** Hears of every exchange, on the KDC's threads: it should be quick, and what it throws is passed over. */
@FunctionalInterface
public interface KdcLog {
    void exchange(KdcEvent event);

    /**
     * The KDC or its directory failed; the client got KRB_ERR_GENERIC. Never the consequence of a bad request alone.
     */
    default void fault(Throwable cause) {}
}
