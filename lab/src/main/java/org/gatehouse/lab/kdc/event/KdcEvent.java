package org.gatehouse.lab.kdc.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.message.Exchange;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.text.PlainText;

/**
 * One request and what became of it; no secrets. Names are the client's own words and may hold anything: print them by
 * {@link #toString} or escape them.
 *
 * @param at the KDC's clock
 * @param exchange empty for what was no request at all
 * @param client {@code alice@LAB.LOCALHOST}, as far as it is known: of an AS-REQ what it claims, of a TGS-REQ whom its ticket was
 *     given to
 * @param service {@code HTTP/portal.lab.localhost@LAB.LOCALHOST}: the realm is the one that was asked
 * @param offeredEtypes the client's encryption types by number, in its order
 */
public record KdcEvent(
        Instant at,
        Transport transport,
        Optional<Exchange> exchange,
        Optional<String> client,
        Optional<String> service,
        List<Integer> offeredEtypes,
        Outcome outcome) {

    /** Longer than any honest name, short enough for a line. */
    private static final int MAX_NAME = 120;

    public KdcEvent {
        offeredEtypes = List.copyOf(offeredEtypes);
    }

    /** How the request came. */
    public enum Transport {
        TCP,
        UDP
    }

    /** What the client got. */
    public sealed interface Outcome permits Issued, Refused, SentAgain {}

    /**
     * A ticket.
     *
     * @param towards the realm that a cross-realm ticket-granting ticket leads to
     * @param referral whether it is the answer to a request for something else: a service of that realm
     * @param flags the bits of TicketFlags, RFC 4120 §5.3
     */
    public record Issued(
            Optional<String> towards,
            boolean referral,
            Etype ticketEtype,
            Etype sessionKeyEtype,
            int flags,
            Instant endTime)
            implements Outcome {
        @Override
        public String toString() {
            String kind = towards.map(realm -> (referral ? "referral, " : "") + "cross-realm ticket to " + realm + ", ")
                    .orElse("ticket ");
            return kind + ticketEtype + ", session key " + sessionKeyEtype + ", until " + endTime;
        }
    }

    /** A KRB-ERROR. */
    public record Refused(KdcError error, String reason) implements Outcome {
        @Override
        public String toString() {
            return error + " (" + error.number() + "): " + reason;
        }
    }

    /** The same answer as before, to a request that the client repeated because it missed the first one. */
    public record SentAgain() implements Outcome {
        @Override
        public String toString() {
            return "answered before, sent again";
        }
    }

    /** One line. */
    @Override
    public String toString() {
        return "%s %s %s for %s: %s"
                .formatted(
                        exchange.map(it -> it + "-REQ").orElse("request"),
                        transport,
                        client.map(KdcEvent::printable).orElse("(no name)"),
                        service.map(KdcEvent::printable).orElse("(no name)"),
                        outcome);
    }

    private static String printable(String text) {
        String cut = text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
        return PlainText.line(cut, "?");
    }
}
