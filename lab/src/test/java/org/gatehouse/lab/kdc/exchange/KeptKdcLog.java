package org.gatehouse.lab.kdc.exchange;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcLog;

/** Keeps what a KDC reports, in the order in which it came. */
record KeptKdcLog(List<KdcEvent> events, List<Throwable> faults) implements KdcLog {
    KeptKdcLog() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void exchange(KdcEvent event) {
        events.add(event);
    }

    @Override
    public void fault(Throwable cause) {
        faults.add(cause);
    }
}
