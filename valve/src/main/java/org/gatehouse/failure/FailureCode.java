package org.gatehouse.failure;

import java.util.Optional;

/**
 * One entry per cause. The code is API: it stands in logs, pages and documentation and never changes its meaning. The
 * symbol and number are the standard's own (RFC 4120 7.5.9; RFC 2744 3.9.1 for GSS), because people search for them.
 */
public enum FailureCode {
    NOT_BASE64("GH-H001", "the value of the Authorization header is not base64"),
    TOKEN_TOO_LARGE("GH-H002", StandardError.GSS_S_DEFECTIVE_TOKEN, "the token is larger than any ticket can be"),
    SEVERAL_AUTHORIZATIONS("GH-H003", "the request has more than one Authorization header"),

    MALFORMED_SPNEGO("GH-S001", StandardError.GSS_S_DEFECTIVE_TOKEN, "the token is neither SPNEGO nor Kerberos"),
    NO_COMMON_MECHANISM("GH-S002", StandardError.GSS_S_BAD_MECH, "the client does not offer Kerberos"),
    KERBEROS_NOT_FIRST("GH-S003", StandardError.GSS_S_BAD_MECH, "the client prefers another mechanism to Kerberos"),
    NO_NEGOTIATION("GH-S004", StandardError.GSS_S_NO_CONTEXT, "the token continues a negotiation that never began"),
    NO_OPTIMISTIC_TOKEN("GH-S005", StandardError.GSS_S_NO_CONTEXT, "the client sent no Kerberos token with its offer"),
    NO_MIC_KEY("GH-S006", StandardError.GSS_S_BAD_MECH, "the list of mechanisms can't be signed with an RC4 key"),
    BAD_MIC("GH-S007", StandardError.GSS_S_BAD_MIC, "the signature of the list of mechanisms is wrong or missing"),
    CLIENT_REJECTED("GH-S008", StandardError.GSS_S_BAD_MECH, "the client rejects the mechanism that was chosen"),

    NTLM("GH-N001", "the client sent NTLM where Kerberos was asked for"),

    MALFORMED_KERBEROS("GH-K001", StandardError.GSS_S_DEFECTIVE_TOKEN, "the Kerberos message is malformed"),
    NOT_AN_AP_REQ("GH-K002", StandardError.KRB_AP_ERR_MSG_TYPE, "the Kerberos message is not an AP-REQ"),
    BAD_VERSION("GH-K003", StandardError.KRB_AP_ERR_BADVERSION, "the message is not of Kerberos version 5"),
    USER_TO_USER("GH-K004", StandardError.KRB_AP_ERR_NO_TGT, "the ticket is sealed with a session key (user-to-user)"),
    NO_KEY_FOR_NAME("GH-K010", StandardError.KRB_AP_ERR_NOKEY, "the keytab has no key for the ticket's service name"),
    NO_KEY_OF_ENCTYPE("GH-K011", StandardError.KRB_AP_ERR_NOKEY, "the keytab has no key of the ticket's enctype"),
    TICKET_DOES_NOT_OPEN("GH-K012", StandardError.KRB_AP_ERR_MODIFIED, "the ticket does not open with the key held"),
    KVNO_MISMATCH(
            "GH-K013", StandardError.KRB_AP_ERR_BADKEYVER, "the ticket is sealed with another version of the key"),
    ENCTYPE_NOT_SUPPORTED("GH-K014", StandardError.KDC_ERR_ETYPE_NOSUPP, "the enctype is not accepted"),
    OTHER_REALM("GH-K015", StandardError.KRB_AP_ERR_NOT_US, "the ticket was issued by another realm"),
    NAME_NOT_IN_KEYTAB(
            "GH-K016", StandardError.KRB_AP_ERR_NOT_US, "the ticket opens, but its service name is not in the keytab"),
    NAME_NOT_ACCEPTED("GH-K017", StandardError.KRB_AP_ERR_NOT_US, "the ticket's service name is not an accepted one"),
    AUTHENTICATOR_DOES_NOT_OPEN(
            "GH-K020", StandardError.KRB_AP_ERR_BAD_INTEGRITY, "the authenticator does not open with the session key"),
    WRONG_CLIENT("GH-K021", StandardError.KRB_AP_ERR_BADMATCH, "ticket and authenticator name different clients"),
    NO_GSS_CHECKSUM(
            "GH-K022", StandardError.KRB_AP_ERR_INAPP_CKSUM, "the authenticator lacks the checksum of RFC 4121"),
    CRITICAL_AUTHORIZATION_DATA(
            "GH-K023", StandardError.KDC_ERR_POLICY, "the ticket carries restrictions that are not understood"),
    TICKET_EXPIRED("GH-K030", StandardError.KRB_AP_ERR_TKT_EXPIRED, "the ticket has expired"),
    SKEW("GH-K031", StandardError.KRB_AP_ERR_SKEW, "the clocks of client and server differ too much"),
    TICKET_NOT_YET_VALID("GH-K032", StandardError.KRB_AP_ERR_TKT_NYV, "the ticket is not valid yet"),
    TICKET_INVALID("GH-K033", StandardError.KRB_AP_ERR_TKT_NYV, "the ticket is marked invalid"),
    REPLAY("GH-K034", StandardError.KRB_AP_ERR_REPEAT, "the same request was seen before"),
    REPLAY_CACHE_FULL("GH-K035", StandardError.KRB_ERR_GENERIC, "too many sign-ons to remember all of them"),
    BEFORE_THE_START("GH-K036", StandardError.KRB_AP_ERR_REPEAT, "the request is older than the memory of replays"),
    TRANSIT_NOT_CHECKED(
            "GH-K040", StandardError.KDC_ERR_PATH_NOT_ACCEPTED, "the KDC did not check the path between the realms"),
    ANONYMOUS_CLIENT("GH-K041", StandardError.KRB_AP_ERR_PRINCIPAL_UNKNOWN, "the client is anonymous"),
    UNTRUSTED_REALM("GH-K042", StandardError.KDC_ERR_POLICY, "the client's realm is not among the trusted ones"),
    TRANSIT_NOT_TRUSTED(
            "GH-K043",
            StandardError.KDC_ERR_PATH_NOT_ACCEPTED,
            "a realm that the ticket came through is not among the trusted ones"),

    NO_KEYTAB("GH-C001", "the attribute keytab is missing"),
    KEYTAB_UNREADABLE("GH-C002", "the keytab cannot be read"),
    KEYTAB_MALFORMED("GH-C003", "the keytab is not a keytab"),
    KEYTAB_WITHOUT_USABLE_KEY("GH-C004", "the keytab holds no key that can be used"),
    UNKNOWN_ATTRIBUTE("GH-C005", "the valve has no such attribute"),
    BAD_ATTRIBUTE_VALUE("GH-C006", "the attribute's value is not allowed"),
    NOT_IN_A_CONTEXT("GH-C007", "the valve stands outside a Context"),
    ANOTHER_AUTHENTICATION("GH-C008", "another authentication is registered for the application"),
    CHANGED_KEYTAB_UNUSABLE("GH-C009", "the keytab or password file has changed and cannot be used"),
    PASSWORD_UNREADABLE("GH-C010", "the file with the password cannot be read"),
    NO_PASSWORD("GH-C011", "the file holds no password"),
    INCOMPLETE_ACCOUNT("GH-C012", "account, passwordFile and spn belong together"),
    OPEN_TO_OTHERS("GH-C013", "a file with keys or a password can be read or changed by others"),
    HEADER_LIMIT_TOO_SMALL("GH-C014", "the connector's limit for headers is too small for large tickets"),
    KEYTAB_MISSING("GH-C015", "there is no keytab where it should be"),
    KEYTAB_EMPTY("GH-C016", "the keytab is empty"),
    KEYTAB_ODD_ENTRIES("GH-C018", "an entry of the keytab cannot be used");

    private final String code;
    private final Optional<StandardError> standardError;
    private final String meaning;

    FailureCode(String code, StandardError standardError, String meaning) {
        this(code, Optional.of(standardError), meaning);
    }

    FailureCode(String code, String meaning) {
        this(code, Optional.empty(), meaning);
    }

    FailureCode(String code, Optional<StandardError> standardError, String meaning) {
        this.code = code;
        this.standardError = standardError;
        this.meaning = meaning;
    }

    /** {@code GH-K031}. */
    public String code() {
        return code;
    }

    /** The standard's name for it, where there is one. */
    public Optional<StandardError> standardError() {
        return standardError;
    }

    /** Half a sentence, without the figures of a case. */
    public String meaning() {
        return meaning;
    }

    /** {@code GH-K031 KRB_AP_ERR_SKEW (37)}. */
    @Override
    public String toString() {
        return standardError.map(error -> code + " " + error).orElse(code);
    }
}
