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
import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.Decision;
import org.gatehouse.mechanism.SignInEvent.NotAsked;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;
import org.gatehouse.mechanism.TokenDescription;

/**
 * A {@link SignInEvent} for Java's Flight Recorder, with the time that the decision took. Costs nothing while nobody
 * records.
 */
@Name("org.gatehouse.SignOn")
@Label("Sign-in")
@Category("Gatehouse")
@Description("What became of a request that needs a sign-in")
@StackTrace(false)
@SuppressWarnings("unused") // the recorder reads the fields
final class FlightRecorderEvent extends Event implements SignInEvent.Listener, SignInEvent.Cases<Decision> {
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

    /** A listener for what begins now; none while nobody records. */
    static Optional<SignInEvent.Listener> begun() {
        FlightRecorderEvent event = new FlightRecorderEvent();
        if (!event.isEnabled()) {
            return Optional.empty();
        }
        event.begin();
        return Optional.of(event);
    }

    @Override
    public void happened(SignInEvent event) {
        client = event.peer().address();
        responseLength = event.responseLength();
        event.sent().ifPresent(this::sent);
        decision = event.decision().match(this).getClass().getSimpleName();
        reference = failure.isEmpty() ? "" : event.reference().toString();
        commit();
    }

    private void sent(TokenDescription token) {
        sent = token.toString();
        headerLength = token.length().header();
        tokenLength = token.length().token();
    }

    @Override
    public Decision challenged(Challenged decided) {
        return decided;
    }

    @Override
    public Decision notAsked(NotAsked decided) {
        return decided;
    }

    @Override
    public Decision continued(Continued decided) {
        return decided;
    }

    @Override
    public Decision accepted(Accepted decided) {
        Identity identity = decided.identity();
        user = identity.qualifiedName();
        identity.evidence()
                .fold(
                        Optional::of,
                        ntlm -> Optional.<KerberosTicket>empty(),
                        password -> Optional.of(password.ticket()))
                .ifPresent(this::ticket);
        return decided;
    }

    @Override
    public Decision refused(Refused decided) {
        failed(decided.failure());
        return decided;
    }

    @Override
    public Decision unavailable(Unavailable decided) {
        failed(decided.failure());
        return decided;
    }

    @Override
    public Decision abandoned(Abandoned decided) {
        failed(decided.failure());
        return decided;
    }

    private void failed(Failure cause) {
        failure = cause.code().toString();
    }

    private void ticket(KerberosTicket ticket) {
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
