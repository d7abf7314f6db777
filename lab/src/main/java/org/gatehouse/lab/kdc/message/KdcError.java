package org.gatehouse.lab.kdc.message;

/** The error codes of RFC 4120 §7.5.9 and RFC 6806 that this KDC answers with, under the names of the standard. */
public enum KdcError {
    KDC_ERR_BAD_PVNO(3, "the protocol version is not 5"),
    KDC_ERR_C_PRINCIPAL_UNKNOWN(6, "no account has the client's name"),
    KDC_ERR_S_PRINCIPAL_UNKNOWN(7, "no account has the service's name"),
    KDC_ERR_PRINCIPAL_NOT_UNIQUE(8, "more than one account has this name"),
    KDC_ERR_CANNOT_POSTDATE(10, "tickets are not postdated"),
    KDC_ERR_NEVER_VALID(11, "the ticket would end before it starts"),
    KDC_ERR_POLICY(12, "the realm's policy does not allow it"),
    KDC_ERR_BADOPTION(13, "an option of the request cannot be granted"),
    KDC_ERR_ETYPE_NOSUPP(14, "no encryption type suits client, service and KDC"),
    KDC_ERR_PADATA_TYPE_NOSUPP(16, "the request has no PA-TGS-REQ"),
    KDC_ERR_TRTYPE_NOSUPP(17, "the ticket's transited realms are encoded in an unknown way"),
    KDC_ERR_CLIENT_REVOKED(18, "the client's account is disabled, locked or expired"),
    KDC_ERR_SERVICE_REVOKED(19, "the service's account is disabled"),
    KDC_ERR_TGT_REVOKED(20, "the ticket-granting ticket is not of the account that has its client's name"),
    KDC_ERR_KEY_EXPIRED(23, "the password is right but has to be changed"),
    KDC_ERR_PREAUTH_FAILED(24, "the pre-authentication does not open with the account's key"),
    KDC_ERR_PREAUTH_REQUIRED(25, "pre-authentication is required"),
    KDC_ERR_MUST_USE_USER2USER(27, "the account has no service principal name"),
    KDC_ERR_PATH_NOT_ACCEPTED(28, "the ticket has come through a realm that is not trusted"),
    KRB_AP_ERR_BAD_INTEGRITY(31, "the ticket or the authenticator does not open with its key"),
    KRB_AP_ERR_TKT_EXPIRED(32, "the ticket has expired"),
    KRB_AP_ERR_TKT_NYV(33, "the ticket is not yet valid"),
    KRB_AP_ERR_REPEAT(34, "the authenticator was used before"),
    KRB_AP_ERR_NOT_US(35, "the ticket is not one for this realm's ticket-granting service that it accepts"),
    KRB_AP_ERR_BADMATCH(36, "ticket and authenticator name different clients"),
    KRB_AP_ERR_SKEW(37, "the clocks of client and KDC differ too much"),
    KRB_AP_ERR_BADVERSION(39, "the version of the ticket or the authenticator is not 5"),
    KRB_AP_ERR_MSG_TYPE(40, "neither an AS-REQ nor a TGS-REQ"),
    KRB_AP_ERR_MODIFIED(41, "the request or the PAC in its ticket was modified"),
    KRB_AP_ERR_BADKEYVER(44, "the ticket's key version is not the current one"),
    KRB_AP_ERR_INAPP_CKSUM(50, "the authenticator's checksum is missing or too weak"),
    KRB_ERR_RESPONSE_TOO_BIG(52, "the reply does not fit into a datagram, TCP is to be used"),
    KRB_ERR_GENERIC(60, "the request could not be processed"),
    KRB_ERR_FIELD_TOOLONG(61, "the request is too long"),
    KDC_ERR_WRONG_REALM(68, "another realm is to be asked");

    private final int number;
    private final String text;

    KdcError(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The {@code error-code} on the wire. */
    public int number() {
        return number;
    }

    /** One plain sentence without names or figures: the {@code e-text} of the KRB-ERROR. */
    public String text() {
        return text;
    }
}
