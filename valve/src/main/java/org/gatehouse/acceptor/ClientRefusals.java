package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Authenticator;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.text.Amount;
import org.gatehouse.text.Printable;

/** The words for clients whose ticket could be decrypted and who are refused all the same. */
final class ClientRefusals {
    /** More names than this do not help anyone who reads the line. */
    private static final int MAX_LISTED = 6;

    private ClientRefusals() {}

    static RefusedException authenticatorDoesNotOpen(String client) {
        return new RefusedException(
                FailureCode.AUTHENTICATOR_DOES_NOT_OPEN,
                "the authenticator of " + Printable.quoted(client)
                        + " cannot be decrypted with the session key of its ticket.",
                "The sender does not own the ticket, or the request was changed on its way. Check where it came from. An"
                        + " honest client recovers with a new ticket (klist purge).");
    }

    static RefusedException wrongClient(EncTicketPart ticket, Authenticator authenticator) {
        return new RefusedException(
                FailureCode.WRONG_CLIENT,
                "the ticket belongs to " + Printable.quoted(ticket.client()) + "; the authenticator was made by "
                        + Printable.quoted(authenticator.client()) + ".",
                "An honest client never does this. Check where the request came from.");
    }

    static RefusedException noGssChecksum(String client) {
        return new RefusedException(
                FailureCode.NO_GSS_CHECKSUM,
                "the authenticator of " + Printable.quoted(client) + " does not have the GSS-API checksum (0x8003).",
                "Find out which program sends it: it speaks Kerberos without GSS-API. Browsers do not.");
    }

    static RefusedException dceStyle(String client) {
        return new RefusedException(
                FailureCode.DCE_STYLE,
                "the authenticator of " + Printable.quoted(client)
                        + " asks for a DCE-style exchange (GSS_C_DCE_STYLE), whose third message HTTP does not have.",
                "RPC and SMB programs ask for it. Browsers do not. Find out which program sends it. If there is none,"
                        + " someone is probably relaying a sign-in that was made for another service.");
    }

    static RefusedException criticalAuthorizationData(String client, int type) {
        return new RefusedException(
                FailureCode.CRITICAL_AUTHORIZATION_DATA,
                "the ticket of " + Printable.quoted(client) + " carries authorization data of type " + type
                        + ", which is not understood and must not be ignored.",
                "If it is only a hint, let the KDC put it inside AD-IF-RELEVANT.");
    }

    static RefusedException expired(EncTicketPart ticket, Instant now) {
        return new RefusedException(
                FailureCode.TICKET_EXPIRED,
                "the ticket of " + Printable.quoted(ticket.client()) + " ended at " + ticket.endTime() + ", "
                        + Amount.of(Duration.between(ticket.endTime(), now)) + " ago.",
                "Get a new ticket: lock and unlock the workstation, or run kinit again. If that does not help, compare the"
                        + " clocks of client, server and domain.");
    }

    /** @param others clients that show the same; 0 if they say nothing of this server's clock */
    static RefusedException skew(String client, Duration ahead, Duration limit, int others) {
        String direction = ahead.isNegative() ? " behind" : " ahead of";
        String seen = "the clock of " + Printable.quoted(client) + " is " + Amount.of(ahead.abs()) + direction
                + " this server; the limit is " + Amount.of(limit) + ".";
        return others == 0
                ? new RefusedException(
                        FailureCode.SKEW,
                        seen,
                        "Compare both with the domain's clock (w32tm /resync, chronyc makestep).")
                : new RefusedException(
                        FailureCode.SKEW,
                        seen + " " + others
                                + " other clients show the same: it is probably this server's clock that is wrong.",
                        "Check it (chronyc tracking).");
    }

    static RefusedException notYetValid(EncTicketPart ticket, Instant now) {
        return new RefusedException(
                FailureCode.TICKET_NOT_YET_VALID,
                "the ticket of " + Printable.quoted(ticket.client()) + " is valid from " + ticket.validFrom() + ", "
                        + Amount.of(Duration.between(now, ticket.validFrom())) + " from now.",
                "Compare this server's clock with the domain's (w32tm /stripchart, chronyc tracking).");
    }

    static RefusedException invalid(EncTicketPart ticket) {
        return new RefusedException(
                FailureCode.TICKET_INVALID,
                "the ticket of " + Printable.quoted(ticket.client()) + " is postdated and was never validated.",
                "Let the client validate it (kinit -v) or get a new one.");
    }

    static RefusedException anonymous(String client) {
        return new RefusedException(
                FailureCode.ANONYMOUS_CLIENT,
                "the ticket is for " + Printable.quoted(client) + ", which stands for nobody in particular.",
                "Let the client get a ticket of its own (kinit without -n).");
    }

    static RefusedException invisibleCharacter(String client, String what, int codePoint) {
        return new RefusedException(
                FailureCode.INVISIBLE_CHARACTER,
                "the " + what + " in the ticket of " + Printable.quoted(client) + " contains "
                        + String.format(Locale.ROOT, "U+%04X", codePoint)
                        + ", which is invisible or unknown to Unicode. Such a name can look like another one.",
                "Rename the account without that character. If nobody gave it that name on purpose, find out who"
                        + " created the account.");
    }

    static RefusedException keyOfAnotherRealm(EncTicketPart ticket, ServiceKey key) {
        return notVouchedFor(ticket, key, ticket.crealm(), "is for a user of");
    }

    /** @param realm on the ticket's way */
    static RefusedException throughRealmWithKeys(EncTicketPart ticket, String realm, ServiceKey key) {
        return notVouchedFor(ticket, key, realm, "came through");
    }

    private static RefusedException notVouchedFor(EncTicketPart ticket, ServiceKey key, String realm, String relation) {
        return new RefusedException(
                FailureCode.KEY_OF_ANOTHER_REALM,
                "the ticket of " + Printable.quoted(ticket.client()) + " " + relation + " a realm that has keys of its"
                        + " own here, but a key of " + Printable.quoted(key.realm()) + " (" + key.source()
                        + ") decrypted it.",
                "If the keys of " + Printable.quoted(key.realm()) + " may vouch for users of "
                        + Printable.quoted(realm) + ", add " + Printable.quoted(key.realm() + ">" + realm)
                        + " to the attribute trustedRealms. Otherwise let the clients ask for the service in their own"
                        + " realm. If they did, someone who has that key has made up the ticket.");
    }

    static RefusedException untrustedRealm(EncTicketPart ticket) {
        return new RefusedException(
                FailureCode.UNTRUSTED_REALM,
                "the realm of " + Printable.quoted(ticket.client()) + " is not one of the trusted realms.",
                "Add the realm to the attribute trustedRealms if its users may sign in here.");
    }

    static RefusedException transitNotChecked(EncTicketPart ticket, String realm) {
        return new RefusedException(
                FailureCode.TRANSIT_NOT_CHECKED,
                "the ticket of " + Printable.quoted(ticket.client())
                        + " passed other realms on its way to the service's ("
                        + Printable.quoted(realm) + "), and the KDC did not check them.",
                "Let the two realms trust each other directly, or find out why the KDC does not set the flag"
                        + " TRANSITED-POLICY-CHECKED. Or list all realms that may be on the way in the attribute"
                        + " trustedRealms: then the check is made here.");
    }

    /** @param strangers none if the ticket does not say through which realms it came */
    static RefusedException transitNotTrusted(EncTicketPart ticket, List<String> strangers) {
        String way = strangers.isEmpty()
                ? "realms that it does not name in full"
                : strangers.stream().limit(MAX_LISTED).map(Printable::quoted).collect(Collectors.joining(", "));
        return new RefusedException(
                FailureCode.TRANSIT_NOT_TRUSTED,
                "the ticket of " + Printable.quoted(ticket.client()) + " came through " + way
                        + ", which the attribute trustedRealms does not list. A realm on the way can make up tickets.",
                strangers.isEmpty()
                        ? "Let the two realms trust each other directly."
                        : "Add what is missing to trustedRealms if users may come that way, or let the two realms trust"
                                + " each other directly.");
    }
}
