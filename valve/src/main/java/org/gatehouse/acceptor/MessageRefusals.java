package org.gatehouse.acceptor;

import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.WireException;

/** The words for messages that cannot be read, or that are not what a service is sent. */
final class MessageRefusals {
    private static final String FIND_THE_PROGRAM = "Find out which program sends it. Browsers do not.";

    private MessageRefusals() {}

    static RefusedException malformed(WireException e) {
        if (e.reason() == WireException.Reason.BAD_VERSION) {
            return new RefusedException(
                    FailureCode.BAD_VERSION,
                    e.field() + " is not 5: this is not a Kerberos 5 message.",
                    FIND_THE_PROGRAM);
        }
        return new RefusedException(
                FailureCode.MALFORMED_KERBEROS,
                "the Kerberos message is malformed: " + e.getMessage() + ".",
                "Look for a proxy that cuts headers, or for a program that makes its own tokens. Browsers do not.");
    }

    /** What was encrypted with the right key, so that no proxy and no stranger has changed it. */
    static RefusedException malformedInside(WireException e) {
        if (e.reason() == WireException.Reason.BAD_VERSION) {
            return malformed(e);
        }
        return new RefusedException(
                FailureCode.MALFORMED_KERBEROS,
                "the encrypted part of the Kerberos message is malformed: " + e.getMessage() + ".",
                "Its key was right, so the KDC or the client wrote it like this. Find out which software they are.");
    }

    static RefusedException notAnApReq(String what) {
        return new RefusedException(
                FailureCode.NOT_AN_AP_REQ,
                "the token carries " + what + " where an AP-REQ is expected.",
                FIND_THE_PROGRAM);
    }

    static RefusedException userToUser(Ticket ticket) {
        return new RefusedException(
                FailureCode.USER_TO_USER,
                "the ticket for " + Printable.quoted(ticket.service())
                        + " is user-to-user: it is encrypted with a session key that this service does not have.",
                "Clients do this where the KDC finds the name on a user's account that is not a service's"
                        + " (KDC_ERR_MUST_USE_USER2USER). Register the SPN on the service account (setspn -S) and export"
                        + " the keytab for it.");
    }

    static RefusedException ticketEnctypeNotSupported(Ticket ticket) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the ticket for " + Printable.quoted(ticket.service()) + " is encrypted with "
                        + EncryptionType.describe(ticket.encPart().etype()) + ", which is not accepted.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24). Set its password again so that it"
                        + " gets AES keys. Then export the keytab again (ktpass /crypto AES256-SHA1).");
    }

    static RefusedException sessionEnctypeNotSupported(String client, Ticket ticket, int keyType) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the session key in the ticket of " + Printable.quoted(client) + " for "
                        + Printable.quoted(ticket.service()) + " is of " + EncryptionType.describe(keyType)
                        + ", which is not accepted.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24) and on the client.");
    }

    static RefusedException subkeyEnctypeNotSupported(String client, int keyType) {
        return new RefusedException(
                FailureCode.ENCTYPE_NOT_SUPPORTED,
                "the subkey in the authenticator of " + Printable.quoted(client) + " is of "
                        + EncryptionType.describe(keyType) + ", which is not accepted.",
                "Check the client's permitted encryption types (permitted_enctypes in its krb5.conf).");
    }
}
