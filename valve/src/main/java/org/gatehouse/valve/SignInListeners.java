package org.gatehouse.valve;

import java.util.List;
import java.util.Optional;
import org.apache.juli.logging.Log;
import org.gatehouse.mechanism.SignInEvent;

/** Everyone who hears of sign-ins: log and counters, and for each request Java's Flight Recorder if it records. */
final class SignInListeners {
    /** A run-time image of Java may have been made without the Flight Recorder. */
    private static final boolean RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final Log log;
    private final List<SignInEvent.Listener> lasting;

    SignInListeners(Log log, List<SignInEvent.Listener> lasting) {
        this.log = log;
        this.lasting = List.copyOf(lasting);
    }

    /** The listeners of one request, which begins now. */
    SignInEvent.Listener begin() {
        Optional<SignInEvent.Listener> recorded = recorder();
        return event -> publish(event, recorded);
    }

    /** Of what happened without a request. */
    void publish(SignInEvent event) {
        publish(event, recorder());
    }

    private void publish(SignInEvent event, Optional<SignInEvent.Listener> recorded) {
        trace(event);
        for (SignInEvent.Listener listener : lasting) {
            listener.happened(event);
        }
        recorded.ifPresent(recorder -> recorder.happened(event));
    }

    private static Optional<SignInEvent.Listener> recorder() {
        return RECORDER ? FlightRecorderEvent.begun() : Optional.empty();
    }

    private void trace(SignInEvent event) {
        if (log.isDebugEnabled()) {
            log.debug(event);
        }
    }
}
