package org.gatehouse.valve;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/** Tells of an other sign-in that leads nowhere, as soon as the first request needs it; each trouble once. */
final class FallbackTrouble {
    private final Log log;
    private final AtomicBoolean toldOfNone = new AtomicBoolean();
    private final AtomicBoolean toldOfLoop = new AtomicBoolean();

    FallbackTrouble(Log log) {
        this.log = log;
    }

    /** A rule names a redirect, and the valve does not say where. */
    void noLocation() {
        if (toldOfNone.compareAndSet(false, true)) {
            log.error(new Failure(
                    FailureCode.FALLBACK_UNUSABLE,
                    "fallback: a rule of the conditions says \"redirect\", and fallbackLocation is not there. Clients get the"
                            + " page without another sign-in.",
                    "Name the other sign-in: fallbackLocation=\"/login\". Or change the rule."));
        }
    }

    /** The page that users are sent to sends them back here. */
    void needsSignIn(String location) {
        if (toldOfLoop.compareAndSet(false, true)) {
            log.error(new Failure(
                    FailureCode.FALLBACK_UNUSABLE,
                    "fallbackLocation: " + location + " needs a sign-in itself, so nobody can sign in there.",
                    "Open it with a rule of the conditions, with what it needs: <open url=\"" + location + "\"/>."));
        }
    }
}
