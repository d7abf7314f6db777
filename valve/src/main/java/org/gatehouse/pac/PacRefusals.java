package org.gatehouse.pac;

import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.WireException;

/** The words for PACs that are refused. They name buffers, fields and accounts, and never show bytes. */
final class PacRefusals {
    private static final String FIND_THE_KDC =
            "The ticket's key was right, so a KDC, or someone who has the service's key,"
                    + " wrote the PAC like this. Find out which KDC issued the ticket and whether it is up to date.";
    private static final String SOMEONE_HAS_THE_KEY =
            "A KDC does not issue such a PAC. If the KDC is up to date, someone"
                    + " who has the service's key has probably made the ticket: change the account's password and export the"
                    + " keytab again.";

    private PacRefusals() {}

    static RefusedException malformed(WireException e) {
        return new RefusedException(
                FailureCode.MALFORMED_PAC, "the PAC of the ticket is malformed: " + e.getMessage() + ".", FIND_THE_KDC);
    }

    static RefusedException signatureWrong(EncryptionType key) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_WRONG,
                "the server signature of the PAC (" + PacBufferType.SERVER_SIGNATURE.structure()
                        + ") is not that of the " + key.shortName() + " key that decrypted the ticket.",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException signatureTypeWithoutKey(PacBufferType buffer, int type) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_TYPE,
                buffer.structure() + ".SignatureType of the PAC is " + type
                        + ". Only 15, 16, 19, 20 and -138 are types of signatures that need a Windows domain's key.",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException signatureTypeOfAnotherKey(EncryptionType signature, EncryptionType key) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_TYPE,
                PacBufferType.SERVER_SIGNATURE.structure() + ".SignatureType of the PAC is "
                        + PacSignature.signatureType(signature) + " (" + signature.shortName()
                        + "), but the key that decrypted the ticket is of type " + key.shortName() + ".",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException rc4NotAccepted() {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_TYPE,
                PacBufferType.SERVER_SIGNATURE.structure() + ".SignatureType of the PAC is -138 (rc4-hmac), and RC4 is"
                        + " not accepted.",
                "Let the account of the service use AES (msDS-SupportedEncryptionTypes), change its password and export"
                        + " the keytab again.");
    }

    static RefusedException signatureMissing(PacBufferType buffer) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_MISSING,
                "the PAC does not have the signature " + buffer.structure() + ".",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException signatureDoubled(PacBufferType buffer) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_MISSING,
                "the PAC has more than one signature " + buffer.structure() + ".",
                SOMEONE_HAS_THE_KEY);
    }

    /** @param length of the buffer, in bytes */
    static RefusedException signatureTooShort(PacBufferType buffer, int length) {
        return new RefusedException(
                FailureCode.PAC_SIGNATURE_MISSING,
                buffer.structure() + " of the PAC has " + length + " bytes, which is too short for a signature.",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException ofNobody(PacClient ticket) {
        return new RefusedException(
                FailureCode.PAC_OF_ANOTHER_CLIENT,
                "the PAC in the ticket of " + Printable.quoted(ticket.nameAtRealm()) + " does not have "
                        + PacBufferType.CLIENT_INFO.structure() + ", which says whose it is.",
                SOMEONE_HAS_THE_KEY);
    }

    static RefusedException ofAnotherClient(PacClientInfo info, PacClient ticket) {
        String seen = info.isTimeOf(ticket)
                ? PacBufferType.CLIENT_INFO.structure() + ".Name is " + Printable.quoted(info.name())
                        + ", and the ticket's client is " + Printable.quoted(ticket.nameAtRealm()) + "."
                : PacBufferType.CLIENT_INFO.structure() + ".ClientId of the PAC for " + Printable.quoted(info.name())
                        + " is " + info.clientId() + ", and the ticket of " + Printable.quoted(ticket.nameAtRealm())
                        + " has the authtime " + ticket.authTime() + ".";
        return new RefusedException(FailureCode.PAC_OF_ANOTHER_CLIENT, seen, SOMEONE_HAS_THE_KEY);
    }

    static RefusedException sidDiffers(Sid sid, Sid userSid) {
        return contradiction(PacBufferType.UPN_DNS_INFO.structure() + ".Sid is " + sid, userSid.toString());
    }

    static RefusedException samNameDiffers(String samName, String effectiveName) {
        return contradiction(
                PacBufferType.UPN_DNS_INFO.structure() + ".SamName is " + Printable.quoted(samName),
                Printable.quoted(effectiveName));
    }

    static RefusedException requestorDiffers(Sid requestor, Sid userSid) {
        return contradiction(PacBufferType.REQUESTOR.structure() + ".UserSid is " + requestor, userSid.toString());
    }

    private static RefusedException contradiction(String one, String ofLogonInfo) {
        return new RefusedException(
                FailureCode.PAC_CONTRADICTS_ITSELF,
                "in the PAC, " + one + ", but the account in " + PacBufferType.LOGON_INFO.structure() + " is "
                        + ofLogonInfo + ".",
                "Look for an account that was renamed or replaced shortly before. If there is none, find out who made the"
                        + " ticket: an honest KDC never does.");
    }
}
