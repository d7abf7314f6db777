package org.gatehouse.valve;

import java.util.Optional;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.TicketFacts;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.mechanism.Trace;

/**
 * A {@link Trace} for Java's Flight Recorder, with the time that the decision took. Costs nothing while nobody records.
 */
@Name("org.gatehouse.AssembledValve")
@Label("Sign-on")
@Category("Gatehouse")
@Description("What became of a request that needs a sign-on")
@StackTrace(false)
@SuppressWarnings("unused") // the recorder reads the fields
final class SignOnEvent extends Event {
    @Label("Decision")
    private String decision = "";

    @Label("Client address")
    private String client = "";

    @Label("Sent")
    @Description("What the client sent, by name")
    private String sent = "";

    @Label("Header length")
    @Description("Characters of the Authorization header")
    private int headerLength;

    @Label("Token length")
    @DataAmount
    private int tokenLength;

    @Label("Response length")
    @DataAmount
    private int responseLength;

    @Label("User")
    private String user = "";

    @Label("Service")
    private String service = "";

    @Label("Ticket's encryption type")
    private String ticketEncryptionType = "";

    @Label("Bits of the ticket's key")
    private int ticketKeyBits;

    @Label("Key version")
    private long kvno;

    @Label("Session key's encryption type")
    private String sessionEncryptionType = "";

    @Label("Bits of the session key")
    private int sessionKeyBits;

    @Label("Ticket's start")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    private long ticketStart;

    @Label("Ticket's end")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    private long ticketEnd;

    @Label("Context flags")
    private String contextFlags = "";

    @Label("Failure")
    private String failure = "";

    @Label("Reference")
    private String reference = "";

    /** An event that begins now; none while nobody records them. */
    static Optional<SignOnEvent> begun() {
        SignOnEvent event = new SignOnEvent();
        if (!event.isEnabled()) {
            return Optional.empty();
        }
        event.begin();
        return Optional.of(event);
    }

    /** Ends the event that was begun with {@link #begun}, with the facts of a trace. */
    void commit(Trace trace) {
        client = trace.peer().address();
        responseLength = trace.responseLength();
        trace.sent().ifPresent(this::sent);
        Trace.Decision decided = trace.decision();
        decision = decided.getClass().getSimpleName();
        if (decided instanceof Trace.Accepted accepted) {
            accepted(accepted.identity());
        } else if (decided instanceof Trace.Refused refused) {
            failure = refused.failure().code().toString();
            reference = refused.reference();
        }
        commit();
    }

    private void sent(TokenDescription token) {
        sent = token.toString();
        headerLength = token.length().header();
        tokenLength = token.length().token();
    }

    private void accepted(Identity identity) {
        TicketFacts ticket = identity.ticket();
        user = identity.qualifiedName();
        service = ticket.service();
        ticketEncryptionType = ticket.encryptionType().shortName();
        kvno = ticket.kvno();
        sessionEncryptionType = ticket.sessionEncryptionType().shortName();
        ticketKeyBits = bits(ticket.encryptionType());
        sessionKeyBits = bits(ticket.sessionEncryptionType());
        ticketStart = ticket.startTime().toEpochMilli();
        ticketEnd = ticket.endTime().toEpochMilli();
        contextFlags = String.join(" ", ticket.context().flagNames());
    }

    private static int bits(EncryptionType type) {
        return type.keyLength() * Byte.SIZE;
    }
}
