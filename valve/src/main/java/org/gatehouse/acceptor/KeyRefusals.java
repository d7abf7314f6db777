package org.gatehouse.acceptor;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.KeyGroup;
import org.gatehouse.keytab.KeyRing;
import org.gatehouse.keytab.RealmKeys;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.text.Printable;

/** The words for tickets that none of the service's keys decrypts, or that may not be used under their name. */
final class KeyRefusals {
    private static final Pattern IPV4_ADDRESS = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");

    private KeyRefusals() {}

    static RefusedException noKeyForName(Ticket ticket, ServiceKeys held) {
        return new RefusedException(
                FailureCode.NO_KEY_FOR_NAME,
                "the ticket is for " + service(ticket) + ". " + held.source() + " does not have that name (it has "
                        + held.ofAllNames().services() + ").",
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

    static RefusedException noKeyOfEnctype(Ticket ticket, RealmKeys named) {
        return noKeyOfEnctype(ticket, named, "for that name");
    }

    /** @param inRealm the keys of every name, any of which may be meant */
    static RefusedException noKeyOfEnctypeInRealm(Ticket ticket, RealmKeys inRealm) {
        return noKeyOfEnctype(ticket, inRealm, "in that realm");
    }

    private static RefusedException noKeyOfEnctype(Ticket ticket, RealmKeys held, String where) {
        return new RefusedException(
                FailureCode.NO_KEY_OF_ENCTYPE,
                encryptedWith(ticket) + ". " + held.sources() + " has only " + held.types() + " " + where + ".",
                "Export the keytab again with all encryption types of the account (ktpass /crypto All).");
    }

    /** @param ofItsName whether the keys are those of the ticket's name; any may be meant if not */
    static RefusedException kvnoMismatch(Ticket ticket, KeyGroup held, boolean ofItsName) {
        long kvno = ticket.encPart().kvno().orElseThrow();
        boolean behind = held.keys().get(0).kvno() < kvno; // the newest is the first
        String cause = behind
                ? "The account's password was changed after the keytab was exported. Export it again (ktpass without"
                        + " /kvno: it sets the password again, and writes the version that the key then has)."
                : "The client's ticket is from before the last change of the password, or a domain controller has not"
                        + " replicated the change yet. Keep the old keys in the keytab for a day, or purge the client's"
                        + " tickets (klist purge).";
        return new RefusedException(
                FailureCode.KVNO_MISMATCH,
                "the ticket for " + service(ticket) + " is encrypted with kvno " + kvno + "; " + held.sources()
                        + " has " + held.versions() + (ofItsName ? "" : " for " + held.services()) + ".",
                cause);
    }

    /** @param ofItsName whether the keys are those of the ticket's name; any may be meant if not */
    static RefusedException ticketDoesNotOpen(Ticket ticket, KeyGroup held, boolean ofItsName) {
        OptionalLong kvno = ticket.encPart().kvno();
        String version = kvno.isPresent() ? "kvno " + kvno.getAsLong() + ", " : "";
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + Printable.quoted(ticket.sname().toString()) + " (" + version
                        + EncryptionType.describe(ticket.encPart().etype()) + ") cannot be decrypted with "
                        + (ofItsName ? "the key of that name" : "a key of " + held.services()) + " in "
                        + held.sources() + " (kvno " + held.versions() + ").",
                "Usually the SPN is registered on two accounts, or not on the account that the keytab was exported for."
                        + " Find its owners: setspn -Q " + inCommand(ticket)
                        + ". Then export the keytab again for the only owner (ktpass).");
    }

    /** @param held made of passwords */
    static RefusedException passwordDoesNotOpen(Ticket ticket, KeyGroup held) {
        return new RefusedException(
                FailureCode.TICKET_DOES_NOT_OPEN,
                "the ticket for " + service(ticket) + " ("
                        + EncryptionType.describe(ticket.encPart().etype())
                        + ") cannot be decrypted with the key that the password in " + held.sources()
                        + " makes with the salt " + held.salts() + ".",
                "Usually the account's password has been changed, or the name is registered on another account (setspn -Q "
                        + inCommand(ticket)
                        + "). Otherwise the salt is wrong: it contains the account's name in the case that the domain has"
                        + " (attributes account and salt).");
    }

    static RefusedException otherRealm(Ticket ticket, KeyRing named) {
        return otherRealm(ticket, named.sources() + " has that name only in " + named.realms() + ".");
    }

    /** @param held the keys of every name, any of which may be meant */
    static RefusedException noKeyInRealm(Ticket ticket, KeyRing held) {
        return otherRealm(ticket, held.sources() + " has keys only in " + held.realms() + ".");
    }

    private static RefusedException otherRealm(Ticket ticket, String held) {
        return new RefusedException(
                FailureCode.OTHER_REALM,
                "the ticket for " + service(ticket) + " comes from realm " + Printable.quoted(ticket.realm()) + ". "
                        + held,
                "Register the SPN in one realm, or check the client's mapping of host names to realms (domain_realm).");
    }

    /**
     * The same cause, found with some of the keys only.
     *
     * @param candidates which could not all be tried
     */
    static RefusedException notAllTried(RefusedException cause, int tried, KeyGroup candidates) {
        Failure failure = cause.failure();
        return new RefusedException(
                failure.code(),
                failure.seen() + " Only " + tried + " of " + candidates.distinct()
                        + " keys of that type were tried, the likeliest first.",
                failure.remedy() + " Remove keys that no ticket needs from the keytab.");
    }

    private static String encryptedWith(Ticket ticket) {
        return "the ticket for " + service(ticket) + " is encrypted with "
                + EncryptionType.describe(ticket.encPart().etype());
    }

    private static String service(Ticket ticket) {
        return Printable.quoted(ticket.service());
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
