package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Peer;
import org.gatehouse.kerberos.Authenticator;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.text.Amount;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.WireException;

/** The words for every refusal of this package: what was seen, with its figures, and what to do. */
final class KerberosRefusals {
    /** More names than this do not help whoever reads the line. */
    private static final int MAX_LISTED = 6;

    private KerberosRefusals() {}

    static RefusedException malformed(WireException e) {
        if (e.reason() == WireException.Reason.BAD_VERSION) {
            return new RefusedException(
                    FailureCode.BAD_VERSION,
                    "the message says at " + e.field() + " that it is not of Kerberos version 5.",
                    "Find out which program sends it; browsers don't.");
        }
        return new RefusedException(
                FailureCode.MALFORMED_KERBEROS,
                "the Kerberos message is malformed: " + e.getMessage() + ".",
                "Look for a proxy that cuts headers, or for a program that makes tokens of its own; browsers don't.");
    }

    /** What was sealed with the right key, so that no proxy and no stranger has changed it. */
    static RefusedException malformedInside(WireException e) {
        if (e.reason() == WireException.Reason.BAD_VERSION) {
            return malformed(e);
        }
        return new RefusedException(
                FailureCode.MALFORMED_KERBEROS,
                "what was sealed inside the Kerberos message is malformed: " + e.getMessage() + ".",
                "The seal was good, so the KDC or the client wrote it like this: find out which software they are.");
    }

    static RefusedException notAnApReq(String what) {
        return new RefusedException(
                FailureCode.NOT_AN_AP_REQ,
                "the token carries " + what + " where an AP-REQ is expected.",
                "Find out which program sends it; browsers don't.");
    }

    static RefusedException subkeyEnctypeNotSupported(String client, int keyType) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the subkey in the authenticator of " + Printable.of(client) + " is of "
                        + EncryptionType.describe(keyType) + ", which is not accepted.",
                "Look at the client's permitted encryption types (permitted_enctypes in its krb5.conf).");
    }

    static RefusedException userToUser(Ticket ticket) {
        return new RefusedException(
                FailureCode.USER_TO_USER,
                "the ticket for " + service(ticket) + " is sealed with a session key (user-to-user), which this service"
                        + " has not.",
                "Register the SPN on a service account and make the keytab from it: without one, clients fall back to"
                        + " user-to-user.");
    }

    static RefusedException ticketEnctypeNotSupported(Ticket ticket) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the ticket for " + service(ticket) + " is sealed with "
                        + EncryptionType.describe(ticket.encPart().etype()) + ", which is not accepted.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24), set its password again so that it"
                        + " gets AES keys, and make the keytab anew (ktpass /crypto AES256-SHA1).");
    }

    static RefusedException sessionEnctypeNotSupported(String client, Ticket ticket, int keyType) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the session key in the ticket of " + Printable.of(client) + " for " + service(ticket) + " is of "
                        + EncryptionType.describe(keyType) + ", which is not accepted.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24) and on the client.");
    }

    static RefusedException noKeyForName(Ticket ticket, ServiceKeys held) {
        return new RefusedException(
                FailureCode.NO_KEY_FOR_NAME,
                "the ticket is for " + service(ticket) + ", a name that is not in " + held.source() + " (which has "
                        + listed(held.all(), ServiceKey::service) + ").",
                "Add the key of that name to the keytab, or open the site by a name that is in it.");
    }

    static RefusedException opensUnderAnotherName(Ticket ticket, ServiceKey opening) {
        String name = inCommand(ticket);
        return new RefusedException(
                FailureCode.NAME_NOT_IN_KEYTAB,
                "the ticket is for " + service(ticket) + ", a name that is not in "
                        + opening.source().path() + ", though it opens with the key of "
                        + Printable.of(opening.service()) + " there.",
                "Usually both names are on one account (setspn -Q " + name + "): then add " + name
                        + " to the keytab (ktpass /princ … /in …, or ktutil), or list the accepted names in the attribute"
                        + " spn.");
    }

    static RefusedException nameNotAccepted(Ticket ticket, AcceptedNames names) {
        return new RefusedException(
                FailureCode.NAME_NOT_ACCEPTED,
                "the ticket is for " + service(ticket) + ", but only " + Printable.of(names.toString())
                        + " may be asked for here.",
                "Open the site by one of these names, or add the name to the attribute spn.");
    }

    static RefusedException onlyOtherEnctypes(Ticket ticket, String held, String source) {
        return new RefusedException(
                FailureCode.NO_KEY_OF_ENCTYPE,
                "the ticket for " + service(ticket) + " is sealed with "
                        + EncryptionType.describe(ticket.encPart().etype()) + "; " + source + " has that name with "
                        + held + " only, which is not accepted.",
                "Make the keytab anew with AES keys (ktpass /crypto AES256-SHA1).");
    }

    static RefusedException noKeyOfEnctype(Ticket ticket, List<ServiceKey> named) {
        String type = EncryptionType.describe(ticket.encPart().etype());
        return new RefusedException(
                FailureCode.NO_KEY_OF_ENCTYPE,
                "the ticket for " + service(ticket) + " is sealed with " + type + "; " + sources(named)
                        + " has that name with "
                        + listed(named, key -> key.type().shortName()) + " only.",
                "Make the keytab anew with all encryption types of the account (ktpass /crypto All).");
    }

    static RefusedException kvnoMismatch(Ticket ticket, List<ServiceKey> held) {
        long kvno = ticket.encPart().kvno().orElseThrow();
        boolean behind = held.stream().allMatch(key -> key.kvno() < kvno);
        String cause = behind
                ? "the account's password was changed after the keytab was made. Export it again (ktpass without"
                        + " /kvno: it sets the password anew, and writes the version that the key then has)."
                : "the client holds a ticket from before the last change of the password, or a domain controller has not"
                        + " heard of it yet. Keep the old keys in the keytab for a day, or purge the client's tickets"
                        + " (klist purge).";
        return new RefusedException(
                FailureCode.KVNO_MISMATCH,
                "the ticket for " + service(ticket) + " is sealed with kvno " + kvno + ", " + sources(held) + " holds "
                        + listed(held, ServiceKey::version) + ":",
                cause);
    }

    static RefusedException ticketDoesNotOpen(Ticket ticket, List<ServiceKey> tried) {
        String name = Printable.of(ticket.sname().toString());
        OptionalLong kvno = ticket.encPart().kvno();
        String version = kvno.isPresent() ? "kvno " + kvno.getAsLong() + ", " : "";
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + name + " (" + version
                        + EncryptionType.describe(ticket.encPart().etype())
                        + ") does not open with the key of that name"
                        + " in " + sources(tried) + " (kvno " + listed(tried, ServiceKey::version) + ").",
                "Usually the SPN sits on two accounts or on another one than the keytab was made from: setspn -Q "
                        + name + "; then ktpass again for its only owner.");
    }

    /** @param tried made of passwords */
    static RefusedException passwordDoesNotOpen(Ticket ticket, List<ServiceKey> tried) {
        String salts = listed(tried, key -> key.source().account().orElseThrow().salt());
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + service(ticket) + " ("
                        + EncryptionType.describe(ticket.encPart().etype())
                        + ") does not open with the key that the password in " + sources(tried)
                        + " makes with the salt " + salts + ".",
                "Usually the account's password is another one by now, or the name sits on another account (setspn -Q "
                        + inCommand(ticket)
                        + "). Otherwise the salt is wrong: it has the account's name in the case that the domain has it"
                        + " (attributes account and salt).");
    }

    static RefusedException authenticatorDoesNotOpen(String client) {
        return new RefusedException(
                FailureCode.AUTHENTICATOR_DOES_NOT_OPEN,
                "the authenticator of " + Printable.of(client) + " does not open with the session key of its ticket.",
                "Whoever sent it does not own the ticket, or changed the request on its way. Look at where it came from;"
                        + " an honest client gets over it with a new ticket (klist purge).");
    }

    static RefusedException wrongClient(EncTicketPart ticket, Authenticator authenticator) {
        return new RefusedException(
                FailureCode.WRONG_CLIENT,
                "the ticket belongs to " + Printable.of(ticket.client()) + ", the authenticator was made by "
                        + Printable.of(authenticator.client()) + ".",
                "An honest client never does this: look at where the request came from.");
    }

    static RefusedException noGssChecksum(String client) {
        return new RefusedException(
                FailureCode.NO_GSS_CHECKSUM,
                "the authenticator of " + Printable.of(client) + " lacks the GSS-API checksum (0x8003).",
                "Find out which program sends it: it speaks Kerberos without GSS-API; browsers don't.");
    }

    static RefusedException criticalAuthorizationData(String client, int type) {
        return new RefusedException(
                FailureCode.CRITICAL_AUTHORIZATION_DATA,
                "the ticket of " + Printable.of(client) + " carries authorization data of type " + type
                        + ", which is not understood and may not be ignored.",
                "Let the KDC put it inside AD-IF-RELEVANT if it is only a hint.");
    }

    static RefusedException expired(EncTicketPart ticket, Instant now) {
        return new RefusedException(
                FailureCode.TICKET_EXPIRED,
                "the ticket of " + Printable.of(ticket.client()) + " ended at " + ticket.endTime() + ", "
                        + Amount.of(Duration.between(ticket.endTime(), now)) + " ago.",
                "Lock and unlock the workstation, or run kinit again, for a new ticket; if that does not help, compare"
                        + " the clocks of client, server and domain.");
    }

    static RefusedException skew(String client, Peer peer, Duration ahead, Duration limit) {
        String direction = ahead.isNegative() ? " behind" : " ahead of";
        return new RefusedException(
                FailureCode.SKEW,
                "the clock of " + Printable.of(client) + "'s computer (" + peer.address() + ") is "
                        + Amount.of(ahead.abs()) + direction + " this server; the limit is " + Amount.of(limit) + ".",
                "Compare both with the domain's clock (w32tm /resync, chronyc makestep).");
    }

    static RefusedException notYetValid(EncTicketPart ticket, Instant now) {
        return new RefusedException(
                FailureCode.TICKET_NOT_YET_VALID,
                "the ticket of " + Printable.of(ticket.client()) + " is valid from " + ticket.validFrom() + " on, in "
                        + Amount.of(Duration.between(now, ticket.validFrom())) + " from now.",
                "Compare this server's clock with the domain's (w32tm /stripchart, chronyc tracking).");
    }

    static RefusedException invalid(EncTicketPart ticket) {
        return new RefusedException(
                FailureCode.TICKET_INVALID,
                "the ticket of " + Printable.of(ticket.client()) + " is postdated and was never validated.",
                "Let the client validate it (kinit -v) or get a new one.");
    }

    static RefusedException anonymous(String client) {
        return new RefusedException(
                FailureCode.ANONYMOUS_CLIENT,
                "the ticket is for " + Printable.of(client) + ", which stands for nobody in particular.",
                "Let the client get a ticket of its own (kinit without -n).");
    }

    static RefusedException replay(String client, Peer peer) {
        return new RefusedException(
                FailureCode.REPLAY,
                "the same token of " + Printable.of(client) + " was accepted before and came again, this time from "
                        + peer.address() + ".",
                "Look for a proxy or a program that repeats requests with their Authorization header; if there is none,"
                        + " somebody has recorded the request.");
    }

    static RefusedException olderThanTheMemory(Authenticator authenticator, Peer peer, Instant since) {
        return new RefusedException(
                FailureCode.BEFORE_THE_START,
                "the token of " + Printable.of(authenticator.client()) + " was made "
                        + Amount.of(Duration.between(authenticator.time(), since)) + " before this server's start at "
                        + since + ", and may have been accepted then.",
                "Another try works when the client's clock (" + peer.address() + ") has passed that time; if it isn't"
                        + " behind, somebody has recorded the request.");
    }

    static RefusedException replayCacheFull(int limit) {
        return new RefusedException(
                FailureCode.REPLAY_CACHE_FULL,
                "this server remembers " + limit
                        + " sign-ons at the most to recognise replays, and can't take another.",
                "Let clients keep their session cookie, so that not every request signs on anew.");
    }

    static String service(Ticket ticket) {
        return Printable.of(ticket.service());
    }

    static String sources(List<ServiceKey> keys) {
        return listed(keys, key -> key.source().toString());
    }

    static String listed(List<ServiceKey> keys, Function<ServiceKey, String> fact) {
        List<String> facts =
                keys.stream().map(fact).map(Printable::of).distinct().toList();
        if (facts.size() > MAX_LISTED) {
            return String.join(", ", facts.subList(0, MAX_LISTED)) + " and " + (facts.size() - MAX_LISTED) + " more";
        }
        return facts.size() == 2 ? facts.get(0) + " and " + facts.get(1) : String.join(", ", facts);
    }

    /** The service's name for a command to paste, which what a stranger wrote is not fit for. */
    private static String inCommand(Ticket ticket) {
        String name = ticket.sname().toString();
        return AcceptedNames.isServiceName(name) ? name : "that name";
    }
}
