package org.gatehouse.lab.kdc.exchange;

import java.util.Optional;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Outcome;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.ticket.Grant;

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
