package org.gatehouse.valve;

import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.mechanism.Trace;
import org.gatehouse.wire.Bytes;

/** Tells whoever listens what became of one request: the log at debug, and Java's Flight Recorder. Nobody: no work. */
final class RequestTrace {
    /** A run-time image of Java may have been made without it. */
    private static final boolean RECORDER =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final Log log;
    private final Request request;
    private final Optional<SignOnEvent> event;

    private RequestTrace(Log log, Request request, Optional<SignOnEvent> event) {
        this.log = log;
        this.request = request;
        this.event = event;
    }

    /** Begins with a request that is about to be judged. */
    static RequestTrace begin(Log log, Request request) {
        return new RequestTrace(log, request, RECORDER ? SignOnEvent.begun() : Optional.empty());
    }

    /** Ends with what was decided. */
    void end(Trace.Decision decision, Bytes answer) {
        if (event.isEmpty() && !log.isDebugEnabled()) {
            return;
        }
        Trace trace = new Trace(RequestPeer.of(request), NegotiateHeader.describe(request), decision, answer.length());
        log.debug(trace);
        event.ifPresent(recorded -> recorded.commit(trace));
    }
}
