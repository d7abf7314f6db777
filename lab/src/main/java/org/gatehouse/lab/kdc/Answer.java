package org.gatehouse.lab.kdc;

import org.gatehouse.lab.kdc.KdcEvent.Outcome;

/** The bytes for the client, and what they mean for the log. */
final class Answer {
    private final byte[] message;
    private final Outcome outcome;

    Answer(byte[] message, Outcome outcome) {
        this.message = message;
        this.outcome = outcome;
    }

    static Answer issued(byte[] message, Grant grant, Etype sessionKeyType) {
        return new Answer(
                message,
                new KdcEvent.Issued(
                        grant.service().keys().strongestType(),
                        sessionKeyType,
                        grant.terms().flags(),
                        grant.terms().endTime()));
    }

    byte[] message() {
        return message;
    }

    Outcome outcome() {
        return outcome;
    }
}
