package org.gatehouse.acceptor;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.text.Printable;

/** The words for tickets that none of the service's keys decrypts, or that may not be used under their name. */
final class KeyRefusals {
    /** More names than this do not help anyone who reads the line. */
    private static final int MAX_LISTED = 6;

    private static final Pattern IPV4_ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");

    private KeyRefusals() {}

    static RefusedException noKeyForName(Ticket ticket, ServiceKeys held) {
        return new RefusedException(
                FailureCode.NO_KEY_FOR_NAME,
                "the ticket is for " + service(ticket) + ". " + held.source() + " does not have that name (it has "
                        + listed(held.all(), ServiceKey::service) + ").",
                "Add the key of that name to the keytab, or open the site by a name that is in it.");
    }

    static RefusedException opensUnderAnotherName(Ticket ticket, ServiceKey opening) {
        String name = inCommand(ticket);
        return new RefusedException(
                FailureCode.NAME_NOT_IN_KEYTAB,
                "the ticket is for " + service(ticket) + ". "
                        + opening.source().path() + " does not have that name, but its key of "
                        + Printable.quoted(opening.service()) + " decrypts the ticket.",
                "Usually both names are on one account (setspn -Q " + name + "). Then add " + name
                        + " to the keytab (ktpass /princ … /in …, or ktutil), or list the accepted names in the attribute"
                        + " spn.");
    }

    static RefusedException nameNotAccepted(Ticket ticket, AcceptedNames names) {
        return new RefusedException(
                FailureCode.NAME_NOT_ACCEPTED,
                "the ticket is for " + service(ticket) + ". The attribute spn accepts only "
                        + Printable.quoted(names.toString()) + ".",
                "Open the site by one of these names, or add the name to the attribute spn.");
    }

    static RefusedException onlyOtherEnctypes(Ticket ticket, String held, String source) {
        return new RefusedException(
                FailureCode.NO_KEY_OF_ENCTYPE,
                encryptedWith(ticket) + ". " + source + " has only keys of " + held
                        + " for that name, which are not accepted.",
                "Export the keytab again with AES keys (ktpass /crypto AES256-SHA1).");
    }

    static RefusedException noKeyOfEnctype(Ticket ticket, List<ServiceKey> named) {
        return new RefusedException(
                FailureCode.NO_KEY_OF_ENCTYPE,
                encryptedWith(ticket) + ". " + sources(named) + " has only "
                        + listedPlainly(named, key -> key.type().shortName()) + " for that name.",
                "Export the keytab again with all encryption types of the account (ktpass /crypto All).");
    }

    static RefusedException kvnoMismatch(Ticket ticket, List<ServiceKey> held) {
        long kvno = ticket.encPart().kvno().orElseThrow();
        boolean behind = held.stream().allMatch(key -> key.kvno() < kvno);
        String cause = behind
                ? "The account's password was changed after the keytab was exported. Export it again (ktpass without"
                        + " /kvno: it sets the password again, and writes the version that the key then has)."
                : "The client's ticket is from before the last change of the password, or a domain controller has not"
                        + " replicated the change yet. Keep the old keys in the keytab for a day, or purge the client's"
                        + " tickets (klist purge).";
        return new RefusedException(
                FailureCode.KVNO_MISMATCH,
                "the ticket for " + service(ticket) + " is encrypted with kvno " + kvno + "; " + sources(held) + " has "
                        + listedPlainly(held, ServiceKey::version) + ".",
                cause);
    }

    static RefusedException ticketDoesNotOpen(Ticket ticket, List<ServiceKey> tried) {
        OptionalLong kvno = ticket.encPart().kvno();
        String version = kvno.isPresent() ? "kvno " + kvno.getAsLong() + ", " : "";
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + Printable.quoted(ticket.sname().toString()) + " (" + version
                        + EncryptionType.describe(ticket.encPart().etype())
                        + ") cannot be decrypted with the key of that name in " + sources(tried) + " (kvno "
                        + listedPlainly(tried, ServiceKey::version) + ").",
                "Usually the SPN is registered on two accounts, or not on the account that the keytab was exported for."
                        + " Find its owners: setspn -Q " + inCommand(ticket)
                        + ". Then export the keytab again for the only owner (ktpass).");
    }

    /** @param tried made of passwords */
    static RefusedException passwordDoesNotOpen(Ticket ticket, List<ServiceKey> tried) {
        String salts = listed(tried, key -> key.source().account().orElseThrow().salt());
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + service(ticket) + " ("
                        + EncryptionType.describe(ticket.encPart().etype())
                        + ") cannot be decrypted with the key that the password in " + sources(tried)
                        + " makes with the salt " + salts + ".",
                "Usually the account's password has been changed, or the name is registered on another account (setspn -Q "
                        + inCommand(ticket)
                        + "). Otherwise the salt is wrong: it contains the account's name in the case that the domain has"
                        + " (attributes account and salt).");
    }

    static RefusedException otherRealm(Ticket ticket, List<ServiceKey> named) {
        return new RefusedException(
                FailureCode.OTHER_REALM,
                "the ticket for " + service(ticket) + " comes from realm " + Printable.quoted(ticket.realm()) + ". "
                        + sources(named) + " has that name only in " + listed(named, ServiceKey::realm) + ".",
                "Register the SPN in one realm, or check the client's mapping of host names to realms (domain_realm).");
    }

    private static String encryptedWith(Ticket ticket) {
        return "the ticket for " + service(ticket) + " is encrypted with "
                + EncryptionType.describe(ticket.encPart().etype());
    }

    private static String service(Ticket ticket) {
        return Printable.quoted(ticket.service());
    }

    /** Paths as the administrator wrote them: nobody else's text. */
    private static String sources(List<ServiceKey> keys) {
        return listedPlainly(keys, key -> key.source().toString());
    }

    private static String listed(List<ServiceKey> keys, Function<ServiceKey, String> fact) {
        return listedPlainly(keys, fact.andThen(Printable::quoted));
    }

    private static String listedPlainly(List<ServiceKey> keys, Function<ServiceKey, String> fact) {
        List<String> facts = keys.stream().map(fact).distinct().toList();
        if (facts.size() > MAX_LISTED) {
            return String.join(", ", facts.subList(0, MAX_LISTED)) + " and " + (facts.size() - MAX_LISTED) + " more";
        }
        return facts.size() == 2 ? facts.get(0) + " and " + facts.get(1) : String.join(", ", facts);
    }

    /**
     * The service's name for a command to paste, which what a stranger wrote is not fit for. It stands without quotes, so
     * nothing in it may look like a client's address.
     */
    private static String inCommand(Ticket ticket) {
        String name = ticket.sname().toString();
        return AcceptedNames.isServiceName(name) && !IPV4_ADDRESS.matcher(name).find() ? name : "that name";
    }
}
