package org.gatehouse.lab.kdc;

import java.util.Optional;
import org.gatehouse.lab.kdc.KdcEvent.Outcome;

/** The bytes for the client, and what they mean for the log. */
final class Answer {
    private final byte[] message;
    private final Outcome outcome;

    Answer(byte[] message, Outcome outcome) {
        this.message = message;
        this.outcome = outcome;
    }

    static Answer issued(byte[] message, KdcRequest request, Grant grant) {
        KerberosName issued = grant.service().name();
        boolean abroad =
                issued.isTicketGrantingService() && grant.service().account().isEmpty();
        boolean asked =
                request.sname().filter(KerberosName::isTicketGrantingService).isPresent();
        return new Answer(
                message,
                new KdcEvent.Issued(
                        abroad ? Optional.of(issued.components().get(1)) : Optional.empty(),
                        abroad && !asked,
                        grant.service().keys().strongestType(),
                        Etype.of(grant.sessionKey().getKeyType().getValue()).orElseThrow(),
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
